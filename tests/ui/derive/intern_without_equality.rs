use obj_runtime::prelude::*;

#[derive(Object)]
#[object(intern)]
struct Symbol {
    text: String,
}

#[derive(Object, PartialEq, Eq)]
#[object(intern)]
struct Name(String);

#[derive(Object, PartialEq, Eq)]
#[object(intern)]
struct Pair<T>(T, T);

fn main() {}
