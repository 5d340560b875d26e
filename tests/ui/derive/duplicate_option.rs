use obj_runtime::prelude::*;

#[derive(Object)]
#[object(name = "symbol", finalize, name = "sign")]
#[object(finalize)]
struct Symbol {
    #[object(skip, skip)]
    text: String,
}

impl Finalize for Symbol {
    fn finalize(_: &Obj<Self>) {}
}

fn main() {}
