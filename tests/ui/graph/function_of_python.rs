//! A function that Python has, and a unit has not.

use obj_runtime::prelude::*;

fn main() {
    let _ = graph! {
        a = 1;
        b = open("file");
    };
}
