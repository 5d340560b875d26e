//! A module of Python.

use obj_runtime::prelude::*;

fn main() {
    let _ = graph! {
        a = 1;
        import random;
    };
}
