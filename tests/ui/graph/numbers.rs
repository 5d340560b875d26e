#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = 1j;
        b = 007;
        c = 1e400;
        d = 5u8;
        e = 9223372036854775808;
    };
}
