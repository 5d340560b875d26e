//! `filter` may be called with `None`, and `map` may not.

use obj_runtime::graph;

fn main() {
    graph! {
        a = filter(None, [0, 1]);
        b = map(None, [0, 1]);
    };
}
