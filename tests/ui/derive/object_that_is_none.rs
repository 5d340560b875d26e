use obj_runtime::prelude::*;

struct Point {
    x: i32,
}

fn main() {
    let point = Obj::new(Point { x: 1 });
    assert_eq!(point.x, 1);
}
