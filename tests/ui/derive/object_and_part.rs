use obj_runtime::prelude::*;

#[derive(Object, Trace)]
struct Node {
    weight: u32,
}

fn main() {}
