//! `r#packed` packs as well.

use std::cell::Cell;

use obj_runtime::prelude::*;

#[derive(Object)]
#[object(attributes)]
#[repr(r#packed)]
struct Pixel {
    pub red: u8,
    #[object(skip)]
    pub depth: Cell<u64>,
}

fn main() {}
