use obj_runtime::prelude::*;

fn pair(a: &AnyObj, b: &AnyObj) -> bool {
    a.equals(b)
}

fn main() {
    graph! {
        t = (1, 2);
        p = pair(*t);
    };
}
