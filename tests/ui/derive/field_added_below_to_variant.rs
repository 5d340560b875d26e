//! An attribute below the derive adds a field to a variant, which the derive does not see.

use std::rc::Rc;

use obj_attribute_tests::becomes;
use obj_runtime::prelude::*;

#[derive(Object)]
#[becomes(
    enum Picture {
        Empty,
        Full { width: u32, pixels: Rc<[u8]> },
    }
)]
enum Picture {
    Empty,
    Full { width: u32 },
}

fn main() {}
