use obj_runtime::prelude::*;

#[derive(Object)]
#[object]
struct Node;

#[derive(Object)]
#[object = "intern"]
struct Symbol;

fn main() {}
