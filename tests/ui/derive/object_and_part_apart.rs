use obj_runtime::prelude::*;

#[derive(Trace)]
#[derive(Debug, Object)]
struct Node {
    weight: u32,
}

fn main() {
    let _node = Obj::new(Node { weight: 1 });
}
