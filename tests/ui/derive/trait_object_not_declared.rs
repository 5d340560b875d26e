use obj_runtime::prelude::*;

trait Shape {
    fn area(&self) -> f64;
}

#[derive(Object)]
#[object(as = [dyn Shape])]
struct Circle {
    radius: f64,
}

impl Shape for Circle {
    fn area(&self) -> f64 {
        self.radius * self.radius * 3.0
    }
}

fn main() {}
