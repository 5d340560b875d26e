#![allow(dead_code)]

use obj_runtime::prelude::*;

struct Plain {
    x: u8,
}

fn main() {
    graph! {
        a = Plain { x: 1 };
    };
}
