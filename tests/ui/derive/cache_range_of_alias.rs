use obj_runtime::prelude::*;

type Small = i8;

#[derive(Object)]
#[object(cache = 0..=200)]
struct Level(Small);

#[derive(Object)]
#[object(cache = -200..=0)]
struct Generic<T> {
    value: Small,
    of: std::marker::PhantomData<T>,
}

#[derive(Object)]
#[object(cache = -128..=127)]
struct Fits(Small);

fn main() {}
