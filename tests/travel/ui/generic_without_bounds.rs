//! A generic type says of its parameters that their objects can be saved.

use obj_runtime::prelude::*;
use serde::Serialize;

#[derive(Object, Serialize)]
#[serde(bound = "")]
struct Link<T: Object> {
    item: Obj<T>,
}

fn main() {}
