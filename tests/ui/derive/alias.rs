//! An earlier name is a text.

use obj_runtime::prelude::*;

#[derive(Object)]
#[object(alias = ["Earlier", 5])]
struct Renamed;

fn main() {}
