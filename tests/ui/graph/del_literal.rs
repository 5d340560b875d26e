#![allow(dead_code)]

use obj_runtime::prelude::*;

fn f(x: i64) -> i64 {
    x
}

fn main() {
    graph! {
        del 257;
        del f(1);
        del None;
    };
}
