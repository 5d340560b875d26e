use obj_runtime::prelude::*;

trait Shape {}

#[derive(Object)]
struct Drawing {
    shape: Obj<dyn Shape>,
}

fn main() {}
