//! A type that is called as a number, and is one of the standard library that holds what it is of.

use obj_runtime::prelude::*;

#[expect(non_camel_case_types, reason = "it is called as a number")]
type u8 = Vec<std::rc::Rc<str>>;

#[derive(Object)]
struct Holder {
    numbers: u8,
}

fn main() {}
