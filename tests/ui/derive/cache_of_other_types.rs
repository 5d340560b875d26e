use std::cell::Cell;

use obj_runtime::prelude::*;

#[derive(Object)]
#[object(cache = 0..=9)]
struct Float(f64);

#[derive(Object)]
#[object(cache = 0..=9)]
struct Text {
    text: String,
}

#[derive(Object)]
#[object(cache = 0..=9)]
struct Parameter<T>(T);

#[derive(Object)]
#[object(cache = 0..=9)]
struct Two(u8, u8);

#[derive(Object)]
#[object(cache = 0..=9)]
struct Tuple((u8, u8));

#[derive(Object)]
#[object(cache)]
enum Shape {
    Point,
    Circle(f64),
}

#[derive(Object)]
#[object(cache)]
enum Never {}

fn main() {
    // What cannot be cached is no second mistake where it is used.
    let mut two = Obj::new(Two(1, 2));
    Obj::get_mut(&mut two).unwrap().0 = 3;
    let _ = Cell::new(two);
}
