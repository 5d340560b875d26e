#![allow(dead_code)]

use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    size: std::cell::Cell<u8>,
    next: ObjCell<Node>,
    other: WeakCell<Node>,
}

fn main() {
    graph! {
        a = Node { .. };
        b = a.next.colour;
        a.next.other.colour = 1;
        a.other.colour += 1;
        a.next.size += "x";
        a.next.paint();
        c = Node { size: -1, .. };
        print(b, c);
    };
}
