use obj_runtime::prelude::*;

#[derive(Object)]
#[object(as = [Shape])]
struct Circle {
    radius: f64,
}

fn main() {}
