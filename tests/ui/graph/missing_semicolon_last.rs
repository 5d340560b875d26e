use obj_runtime::prelude::*;

fn main() {
    let g = graph! {
        a = 7;
        b = a // 2
    };
    let _ = g.b;
    graph! { a = 1; a += 1 };
}
