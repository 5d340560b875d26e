use obj_runtime::prelude::*;

fn main() {
    graph! {
        def f(a, b) { return a; }
        a = f(a=1, 2), dict(x=1, x=2), filter(None, [1], [2]), min(1, 2, default=3), pow(2, mod=5);
    };
}
