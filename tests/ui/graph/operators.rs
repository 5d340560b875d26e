#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = 2;
        b = a ** 3;
        c = ~a;
        d = a @ a;
        e = a && a;
        g = !a;
        h = &a;
        i = *a;
    };
}
