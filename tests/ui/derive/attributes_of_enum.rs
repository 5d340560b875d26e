use obj_runtime::prelude::*;

#[derive(Object)]
#[object(attributes)]
enum Shape {
    Circle { radius: f64 },
    Point,
}

fn main() {}
