use obj_runtime::prelude::*;

#[derive(Object, PartialEq, Eq, Hash)]
#[object(intren)]
struct Symbol {
    text: String,
    #[object(colour)]
    arity: u8,
}

#[derive(Object)]
#[object(tag = "x")]
struct Node;

#[derive(Trace)]
#[object(shared)]
enum Link {
    #[object(other)]
    None,
}

fn main() {}
