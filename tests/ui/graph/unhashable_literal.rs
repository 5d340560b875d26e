#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = {[1]: 2};
        b = {({1: 2}, 3)};
        print(a, b);
    };
}
