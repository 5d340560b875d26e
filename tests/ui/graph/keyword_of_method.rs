use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = "a b".split(limit=1);
    };
}
