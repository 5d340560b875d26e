//! What a module of Python has, and a unit has not.

use obj_runtime::prelude::*;

fn main() {
    let _ = graph! {
        import gc;
        gc.disable();
    };
}
