#![allow(dead_code)]

use obj_runtime::prelude::*;

#[derive(Object)]
struct Point {
    x: u8,
    y: i8,
}

fn byte(_: u8) {}

fn main() {
    graph! {
        a = Point { x: 256, y: -129 };
        b = Point { x: -1, y: 127 };
        byte(300);
    };
}
