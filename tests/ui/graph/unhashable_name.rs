#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = [1];
        b = {a: 1};
        c = {"x": 1};
        d = {c, 2};
        print(b, d);
    };
}
