//! An attribute below the derive adds a field, which the derive does not see.

use std::rc::Rc;

use obj_attribute_tests::becomes;
use obj_runtime::prelude::*;

#[derive(Object)]
#[becomes(
    struct Picture {
        width: u32,
        pixels: Rc<[u8]>,
    }
)]
struct Picture {
    width: u32,
}

fn main() {}
