use obj_runtime::prelude::*;

struct Position {
    line: u32,
}

#[derive(Object)]
struct Node {
    at: Position,
    all: Vec<Position>,
}

#[derive(Trace)]
enum Part {
    At(Position),
    Nowhere,
}

fn main() {}
