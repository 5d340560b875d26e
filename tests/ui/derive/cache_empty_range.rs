use obj_runtime::prelude::*;

#[derive(Object)]
#[object(cache = 5..5)]
struct Level(i64);

fn main() {}
