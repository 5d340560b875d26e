#![allow(dead_code)]

use obj_runtime::prelude::*;

fn f(x: i64) -> i64 {
    x
}

fn main() {
    graph! {
        a = 1;
        257 = a;
        f(a) = a;
        a + a = a;
        2 += a;
        None = a;
    };
}
