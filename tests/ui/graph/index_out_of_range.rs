#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = (1, 2)[2];
        b = "ab"[-3];
        c = "ab"["x"];
        print(a, b, c);
    };
}
