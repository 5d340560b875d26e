//! A field that is only called `PhantomData` tells values apart, which `cache` would make one object.

use obj_runtime::prelude::*;

struct PhantomData<T>(T);

#[derive(Object)]
#[object(cache = 0..=9)]
struct Level(u8, PhantomData<&'static str>);

fn main() {}
