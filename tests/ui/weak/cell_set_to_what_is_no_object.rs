//! A `WeakCell` is set to what names an object.
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    parent: WeakCell<Node>,
}

fn main() {
    let node = Obj::new(Node::default());
    node.parent.set(Node::default());
}
