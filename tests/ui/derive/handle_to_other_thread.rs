use obj_runtime::prelude::*;

#[derive(Object)]
struct Point {
    x: i32,
}

fn send(_: impl Send) {}

fn share(_: &impl Sync) {}

fn main() {
    let point = Obj::new(Point { x: 1 });
    share(&point);
    send(Obj::into_any(point));
}
