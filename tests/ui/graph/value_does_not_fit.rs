#![allow(dead_code)]

use obj_runtime::prelude::*;

#[derive(Object)]
struct Point {
    x: u8,
    y: i8,
}

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
    items: ObjVec<Node>,
}

fn main() {
    graph! {
        a = "text";
        b = Point { x: a, y: "text" };
        c = Node { next: a, .. };
        c.next = 5;
    };
}
