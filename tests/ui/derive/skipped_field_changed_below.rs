//! An attribute below the derive changes the type of a field that is not traced.

use std::rc::Rc;

use obj_attribute_tests::becomes;
use obj_runtime::prelude::*;

#[derive(Object)]
#[becomes(
    struct Picture {
        pixels: Rc<[u8]>,
    }
)]
struct Picture {
    #[object(skip)]
    pixels: Vec<u8>,
}

fn main() {}
