use obj_runtime::prelude::*;

trait Shape {}
obj_runtime::dyn_object!(dyn Shape);

#[derive(Object)]
#[object(as = [dyn Shape])]
struct Circle {
    radius: f64,
}

fn main() {}
