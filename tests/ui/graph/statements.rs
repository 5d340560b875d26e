#![allow(dead_code)]

use obj_runtime::prelude::*;

fn f(x: i64) -> i64 {
    x
}

fn main() {
    graph! {
        for a in [1]: print(a);
        if True: print(1);
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
