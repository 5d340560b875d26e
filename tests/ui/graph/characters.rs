#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = 'x';
        b = b'x';
        c = "x" b"y";
        d = 'a;
    };
}
