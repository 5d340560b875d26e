#![allow(dead_code)]

use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
    items: ObjVec<Node>,
}

fn main() {
    graph! {
        a = Node { .. };
        b = a.items;
        a.items.push(a);
    };
}
