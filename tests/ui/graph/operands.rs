#![allow(dead_code)]

use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
    items: ObjVec<Node>,
    count: Obj<Int>,
}

fn main() {
    graph! {
        a = 1 + "a";
        b = [1] - [2];
        c = Node { .. } + 1;
        d = -"a";
        n = Node { .. };
        e = n.count + "a";
        n.count -= [1];
        f = "text"; f += 1;
        print(a, b, c, d, e, f);
    };
}
