//! What tests of types ask.

use std::cell::RefCell;

use super::Trace;
use crate::gc;
use crate::object::any::AnyObj;
use crate::prelude::*;

/// An object with a part of any type.
#[derive(Object)]
#[object(crate = crate)]
struct Holder<T> {
    part: RefCell<Option<T>>,
}

/// An object that holds a handle to itself through a part is garbage, and is collected.
#[track_caller]
pub(crate) fn is_collected<T: Trace + 'static>(part_with: impl FnOnce(AnyObj) -> T) {
    gc::collect();
    let holder = Obj::new(Holder { part: RefCell::new(None) });
    let part = part_with(holder.clone().into());
    *holder.part.borrow_mut() = Some(part);
    drop(holder);
    assert_eq!(gc::collect(), 1);
}
