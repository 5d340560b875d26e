//! A generic type has a finalizer for one of its types, and no option that turns it on.

use obj_runtime::prelude::*;

#[derive(Object)]
struct Buffer<T> {
    items: Vec<T>,
}

impl Finalize for Buffer<u8> {
    fn finalize(_: &Obj<Self>) {}
}

fn main() {}
