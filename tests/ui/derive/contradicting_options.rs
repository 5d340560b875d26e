use obj_runtime::prelude::*;

#[derive(Object, PartialEq, Eq, Hash)]
#[object(cache = 0..=9, intern)]
struct Digit(u8);

#[derive(Object)]
#[object(finalize, cache = 0..=9)]
struct Level(u8);

impl Finalize for Level {
    fn finalize(_: &Obj<Self>) {}
}

#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern, finalize)]
struct Symbol(String);

impl Finalize for Symbol {
    fn finalize(_: &Obj<Self>) {}
}

#[derive(Object)]
#[object(frozen)]
struct Name {
    #[object(skip, frozen)]
    text: String,
}

fn main() {}
