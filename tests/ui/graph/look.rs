#![allow(dead_code)]

use obj_runtime::prelude::*;

struct Plain {
    x: u8,
}

fn main() {
    graph! {
        a = rust!(Plain { x: 1 });
        print(a);
    };
}
