#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = [1];
        print(len(a, a), collect(a), getrefcount());
    };
}
