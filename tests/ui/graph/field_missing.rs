#![allow(dead_code)]

use obj_runtime::prelude::*;

#[derive(Object)]
struct Point {
    x: u8,
    y: i8,
}

fn main() {
    graph! {
        a = Point { x: 1 };
    };
}
