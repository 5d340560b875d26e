//! A number has no items.

use obj_runtime::prelude::*;

fn main() {
    let _ = graph! {
        a = 1;
        for b in a { print(b); }
    };
}
