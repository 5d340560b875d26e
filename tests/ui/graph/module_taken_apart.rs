//! A module of Python of which a part is imported.

use obj_runtime::prelude::*;

fn main() {
    let _ = graph! {
        a = 1;
        from math import sqrt;
    };
}
