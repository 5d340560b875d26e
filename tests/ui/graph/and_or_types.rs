//! Operands of different types become objects, if they can.

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = 1;
        b = a or "x";
        c = a and rust!(vec![1]);
        print(b, c);
    };
}
