//! An object type with a destructor says itself that it has none.

use obj_runtime::prelude::*;

#[derive(Object)]
struct File;

impl Drop for File {
    fn drop(&mut self) {}
}

impl obj_runtime::__private::ObjectWithoutDestructor for File {}

fn main() {}
