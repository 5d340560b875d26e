//! An attribute below the derive makes a union, of which the derive sees one field.

use std::mem::ManuallyDrop;
use std::rc::Rc;

use obj_attribute_tests::becomes;
use obj_runtime::prelude::*;

#[derive(Object)]
#[becomes(
    union Picture {
        width: u32,
        pixels: ManuallyDrop<Rc<[u8]>>,
    }
)]
struct Picture {
    width: u32,
}

fn main() {}
