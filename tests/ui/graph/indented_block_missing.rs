use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = 1;
        if a == 1:
        b = 2;
        else:
        b = 3;
    };
}
