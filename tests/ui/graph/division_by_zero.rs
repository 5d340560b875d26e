#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = 1 / 0;
        b = 1.5 % (2 - 2);
        print(a, b);
    };
}
