//! A module of Python that was not imported.

use obj_runtime::prelude::*;

fn main() {
    let _ = graph! {
        a = 1;
        b = math.sqrt(a);
    };
}
