#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = 5;
        print(a[0]);
    };
}
