#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        print = 1;
        self = 2;
        for = 3;
        a, len = 1, 2;
    };
}
