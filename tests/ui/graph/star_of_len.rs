use obj_runtime::prelude::*;

fn main() {
    graph! {
        t = ([1],);
        n = len(*t);
    };
}
