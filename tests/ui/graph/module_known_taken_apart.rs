//! A part of a module that is known is not imported.

use obj_runtime::prelude::*;

fn main() {
    let _ = graph! {
        a = 1;
        from sys import getrefcount;
    };
}
