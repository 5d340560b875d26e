//! An exception of Python.

use obj_runtime::prelude::*;

fn main() {
    let _ = graph! {
        a = 1;
        b = ValueError("file");
    };
}
