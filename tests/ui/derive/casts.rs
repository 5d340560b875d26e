use obj_runtime::prelude::*;

trait Shape {}

#[derive(Object)]
#[object(as = [dyn Shape])]
struct Circle;

impl Shape for Circle {}

fn main() {}
