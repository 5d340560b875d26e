use std::cell::Cell;

use obj_runtime::prelude::*;

#[derive(Object)]
#[object(cache = 0..=9)]
struct Counter(Cell<u32>);

fn main() {}
