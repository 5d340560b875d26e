#![deny(deprecated)]

#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = {"k": 1, "k": 2};
        b = {1, True, 2 - 1};
        print(a, b);
    };
}
