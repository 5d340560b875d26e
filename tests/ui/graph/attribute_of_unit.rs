#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        #![fast]
        a = 1;
    };
}
