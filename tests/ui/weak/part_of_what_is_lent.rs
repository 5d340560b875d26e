//! A part is found in the value itself: what a cell holds may be gone the next moment.
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    name: String,
    next: ObjCell<Node>,
}

fn main() {
    let node = Obj::new(Node::default());
    let name = Obj::map(node, |node| &node.next.borrow().unwrap().name);
    assert_eq!(*name, "");
}
