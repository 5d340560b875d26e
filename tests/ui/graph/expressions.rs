#![allow(dead_code)]

use obj_runtime::prelude::*;

fn f(x: i64) -> i64 {
    x
}

fn main() {
    graph! {
        a = [1];
        b = [x for x in a];
        c = 1 if a else 2;
        d = lambda x: x;
        e = a[0:1];
        g = f(x = 1);
        h = f(1)(2);
    };
}
