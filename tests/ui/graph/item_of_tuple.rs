#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = (1, [2]);
        a[0] = 3;
        del a[1];
    };
}
