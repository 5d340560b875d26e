#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = [b, c];
        for d in a { e = d; };
        print(d, e);
        g = {[]: 1 / 0};
        h = a.x;
        g.anything = h.anything(a);
    };
}
