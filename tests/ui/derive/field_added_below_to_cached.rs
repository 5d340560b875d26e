//! An attribute below the derive adds a field to values of which there is one object each.

use obj_attribute_tests::becomes;
use obj_runtime::prelude::*;

#[derive(Object)]
#[object(cache)]
#[becomes(
    enum Color {
        Red(u32),
        Green,
    }
)]
enum Color {
    Red,
    Green,
}

fn main() {}
