#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = b;
        print(a, true);
    };
}
