#![allow(dead_code)]

use obj_runtime::prelude::*;

fn f(x: i64) -> i64 {
    x
}

fn main() {
    graph! {
        break;
        def f(x) { };
        class C { };
        import sys;
        try { };
        with a { };
        let b = 1;
        return 5;
        pass;
    };
}
