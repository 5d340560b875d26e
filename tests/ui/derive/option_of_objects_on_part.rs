use obj_runtime::prelude::*;

#[derive(Trace, PartialEq, Eq, Hash)]
#[object(intern)]
struct Link {
    weight: u32,
}

fn main() {}
