//! Parts and objects lie in memory by their size.

use obj_runtime::prelude::*;

#[derive(Trace)]
struct Packet {
    number: u8,
    bytes: [u8],
}

#[derive(Object)]
struct Named<T: ?Sized>(u8, T);

fn main() {}
