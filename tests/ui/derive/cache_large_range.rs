use obj_runtime::prelude::*;

#[derive(Object)]
#[object(cache = 0..=100_000)]
struct Level(i64);

#[derive(Object)]
#[object(cache = -1..=0xffff_ffff_ffff_ffff_ffff_ffff_ffff)]
struct Huge(i128);

fn main() {}
