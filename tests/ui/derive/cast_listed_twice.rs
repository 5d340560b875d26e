use obj_runtime::prelude::*;

trait Shape {}
obj_runtime::dyn_object!(dyn Shape);

#[derive(Object)]
#[object(as = [dyn Shape, dyn Shape])]
struct Circle {
    radius: f64,
}

impl Shape for Circle {}

#[derive(Object)]
#[object(as = dyn Shape)]
struct Square {
    side: f64,
}

fn main() {}
