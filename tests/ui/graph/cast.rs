#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = 5;
        b = a as Str;
        c = (a as AnyObj) as Int;
        print(b, c);
    };
}
