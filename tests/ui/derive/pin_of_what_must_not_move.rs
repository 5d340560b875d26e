//! Values that must not move are pinned in boxes: that of an object may be taken out.
use std::marker::PhantomPinned;

use obj_runtime::prelude::*;

#[derive(Object)]
struct Knot {
    x: i32,
    _pinned: PhantomPinned,
}

fn main() {
    let knot = Obj::pin(Knot { x: 1, _pinned: PhantomPinned });
    assert_eq!(knot.x, 1);
}
