use obj_runtime::prelude::*;

#[derive(Object)]
#[object(cache = 0..=1)]
enum Switch {
    Off,
    On,
}

#[derive(Object)]
#[object(cache = false..=true)]
struct Flag(bool);

#[derive(Object)]
#[object(cache = 0..=0)]
struct Nothing;

fn main() {}
