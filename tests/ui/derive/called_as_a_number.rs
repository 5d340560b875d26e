//! Types that are called as numbers, and hold handles or change.

use std::cell::Cell;

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

#[derive(Object)]
enum Either {
    Left(i32, u8, u8),
    Right { number: u8 },
}

#[derive(Trace)]
#[expect(non_camel_case_types, reason = "it is called as a number")]
struct bool {
    count: Cell<i32>,
}

#[derive(Object)]
#[object(frozen)]
struct NeverChanges {
    truth: bool,
}

fn main() {}
