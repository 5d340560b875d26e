#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        (1, 2)[0] = 3;
        "ab"[0] = "c";
        b"ab"[0] += 1;
        del (1, 2)[0];
    };
}
