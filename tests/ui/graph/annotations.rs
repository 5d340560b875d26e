use obj_runtime::prelude::*;

// One mistake each: the names are bound all the same.
fn main() {
    graph! {
        a: int = 1;
        b := 2;
        c = [1, 2];
        d = c[1:];
        e = c[::2];
        f = c++;
        g = 1__0;
        print(a, b, d, e, f, g);
    };
}
