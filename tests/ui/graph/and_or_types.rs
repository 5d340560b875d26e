#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = 1;
        b = a or "x";
        c = (a as AnyObj) or ("x" as AnyObj);
        print(b, c);
    };
}
