//! A type that is called as a number is none: its handles would stay behind.

use obj_runtime::prelude::*;

#[derive(Trace)]
#[expect(non_camel_case_types, reason = "it is called as a number")]
struct u8 {
    other: Obj<Holder>,
}

#[derive(Object)]
struct Holder {
    number: u8,
}

fn main() {}
