use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node { next: ObjCell<Node> }

fn named(name: &str) -> String {
    name.to_owned()
}

fn main() {
    graph! {
        first = Node { .. };
        for item in [1, 2] {
            first = named("x");
        }
    };
}
