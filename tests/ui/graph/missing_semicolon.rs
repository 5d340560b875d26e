#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = 7
        b = a // 2;
        print(a, b);
    };
}
