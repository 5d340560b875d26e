use obj_runtime::prelude::*;

#[derive(Object)]
#[repr(C, packed(2))]
struct Pixel {
    red: u32,
    next: Obj<Pixel>,
}

fn main() {}
