use obj_runtime::prelude::*;

#[derive(Object)]
#[object(cache = -5..=256)]
struct Byte(u8);

#[derive(Object)]
#[object(cache = 0..=9i32)]
struct Suffix(u8);

#[derive(Object)]
#[object(cache = 0..=127)]
struct Letter(char);

#[derive(Object)]
#[object(cache = 'a'..='z')]
struct Code(u32);

fn main() {}
