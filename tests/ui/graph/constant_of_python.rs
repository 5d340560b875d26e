//! A constant of Python that a unit has not.

use obj_runtime::prelude::*;

fn main() {
    let _ = graph! {
        a = 1;
        b = [a, Ellipsis];
    };
}
