use obj_runtime::prelude::*;

const LOW: i64 = -5;

#[derive(Object)]
#[object(cache = LOW..=2 + 3)]
struct NotLiterals(i64);

#[derive(Object)]
#[object(cache = 256)]
struct OneNumber(i64);

#[derive(Object)]
#[object(cache = ..=256)]
struct OneEnd(i64);

#[derive(Object)]
#[object(cache)]
struct NoRange(i64);

#[derive(Object)]
#[object(cache = [0, 256])]
struct List(u16);

fn main() {}
