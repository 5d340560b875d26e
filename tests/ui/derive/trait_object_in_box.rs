use obj_runtime::prelude::*;

trait Shape {}
obj_runtime::dyn_object!(dyn Shape);

#[derive(Object)]
struct Drawing {
    background: Box<dyn Shape>,
}

fn main() {}
