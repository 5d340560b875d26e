#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        l = [1]; d = {1: 2}; s = {3};
        d[l] = 1;
        a = d[s];
        del d[d];
        b = l in s, d not in d, s in s;
        print(a, b);
    };
}
