#![allow(dead_code)]

use obj_runtime::prelude::*;

fn f(x: i64) -> i64 {
    x
}

fn main() {
    graph! {
        a = [1];
        b = weakref(a[0]);
    };
}
