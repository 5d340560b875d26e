use obj_runtime::prelude::*;

trait Shape {}

#[derive(Object)]
#[object(as = [dyn Shape])]
struct Circle {
    radius: f64,
}

impl Shape for Circle {}

fn main() {}
