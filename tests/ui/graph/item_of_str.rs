#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = "ab";
        a[0] = "c";
    };
}
