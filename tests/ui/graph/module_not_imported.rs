//! A module that was not imported.

use obj_runtime::prelude::*;

fn main() {
    let _ = graph! {
        a = 1;
        b = sys.getrefcount(a);
    };
}
