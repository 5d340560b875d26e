//! An `ObjCell` is set to an object.
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
}

fn main() {
    let node = Obj::new(Node::default());
    node.next.set(Node::default());
}
