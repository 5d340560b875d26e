use obj_runtime::prelude::*;

#[derive(Object)]
union Number {
    int: i64,
    float: f64,
}

#[derive(Trace)]
union Bits {
    int: u64,
    float: f64,
}

fn main() {
    // What cannot be derived is no second mistake where it is used.
    let number = Obj::new(Number { int: 1 });
    let _ = Obj::id(&number);
}
