use obj_runtime::prelude::*;

#[derive(Object)]
#[object(skip)]
struct Node {
    #[object(intern)]
    text: String,
}

#[derive(Object)]
enum Shape {
    #[object(cache)]
    Point,
    #[object(skip)]
    Circle(f64),
    #[object(frozen)]
    Square(f64),
}

fn main() {}
