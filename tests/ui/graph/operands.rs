#![allow(dead_code)]

use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
    items: ObjVec<Node>,
}

fn main() {
    graph! {
        a = 1 + "a";
        b = [1] - [2];
        c = Node { .. } + 1;
        d = -"a";
        print(a, b, c, d);
    };
}
