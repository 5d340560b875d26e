use obj_runtime::prelude::*;

struct Marker;
const LIMIT: i64 = 5;
static COUNT: i64 = 5;
struct Wrap(i64);

// A name that Rust would take for the pattern of a constant.
fn main() {
    graph! {
        Marker = 1;
        LIMIT = 5;
        COUNT = 2;
        Wrap = 3;
        Some = 4;
        print(Marker, LIMIT, COUNT, Wrap, Some);
    };
    let _ = (Marker, LIMIT, COUNT, Wrap(1).0);
}
