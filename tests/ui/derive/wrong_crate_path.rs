use obj_runtime::prelude::*;

#[derive(Object)]
#[object(crate = renamed)]
struct Node {
    weight: u32,
}

fn main() {}
