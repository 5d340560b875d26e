//! An attribute below the derive packs a type, whose fields are found by their addresses.

use obj_attribute_tests::becomes;
use obj_runtime::prelude::*;

#[derive(Object)]
#[object(attributes)]
#[becomes(
    #[repr(packed)]
    struct Picture {
        pub depth: u8,
        pub width: u32,
    }
)]
struct Picture {
    pub depth: u8,
    pub width: u32,
}

fn main() {}
