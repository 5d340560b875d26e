use std::cell::Cell;

use obj_runtime::prelude::*;

struct Position;

#[derive(Object)]
struct Node<T> {
    item: T,
}

#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
struct Pair<T>(T, T);

fn main() {
    let _ = Obj::new(Node { item: Position });
    let _ = Obj::new(Pair(Cell::new(1), Cell::new(2)));
    let _ = Obj::new(Pair(0.5, 0.25));
}
