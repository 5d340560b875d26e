use obj_runtime::prelude::*;

fn main() {
    graph! {
        def f(a, b) { return a; }
        x = f(1);
        y = f(1, 2, 3);
    };
}
