#![deny(deprecated)]

#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = 257;
        assert a is 257;
        assert a is not (1, 2);
        assert a is not None;
    };
}
