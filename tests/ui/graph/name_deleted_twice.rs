#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = [1];
        del a;
        del a;
    };
}
