use obj_runtime::prelude::*;

struct Part {
    next: ObjCell<Node>,
}

obj_runtime::dyn_trace!(Part);

#[derive(Object)]
struct Node {
    part: Part,
}

fn main() {}
