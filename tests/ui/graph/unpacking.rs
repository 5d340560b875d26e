#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a, b = 1, 2, 3;
        c, d = [1];
        e, g = 5;
        print(a, b, c, d, e, g);
    };
}
