use obj_runtime::prelude::*;

#[derive(Object)]
#[object(finalize)]
struct File {
    number: u32,
}

fn main() {}
