use obj_runtime::prelude::*;

#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
struct Symbol {
    text: String,
}

impl obj_runtime::__private::Unshared for Symbol {}

fn main() {
    let _ = Obj::try_unwrap(Obj::new(Symbol { text: "a".into() }));
}
