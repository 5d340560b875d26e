use obj_runtime::prelude::*;

struct Page;

#[derive(Object)]
struct Book {
    first: Obj<Page>,
    all: ObjVec<Page>,
}

fn main() {}
