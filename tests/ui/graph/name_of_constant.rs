use obj_runtime::prelude::*;

struct Marker;
const LIMIT: i64 = 5;
static COUNT: i64 = 5;
struct Wrap(i64);
enum Choice { One(i64) }
use Choice::One;

// A name that Rust would take for the pattern of a constant.
fn main() {
    graph! {
        Marker = 1;
        LIMIT = 5;
        COUNT = 2;
        Wrap = 3;
        One = 4;
        print(Marker, LIMIT, COUNT, Wrap, One);
    };
    let _ = (Marker, LIMIT, COUNT, Wrap(1).0, One(1));
}
