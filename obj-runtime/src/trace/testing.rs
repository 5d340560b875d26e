//! What tests of types ask.

use std::cell::RefCell;

use super::{Frozen, Trace};
use crate::gc;
use crate::object::any::AnyObj;
use crate::prelude::*;

/// An object with a part of any type.
#[derive(Object)]
#[object(crate = crate)]
struct Holder<T> {
    part: RefCell<Option<T>>,
}

/// Drops an object that holds a handle to itself through a part. How many objects a collection finds then.
fn collect_with<T: Trace + 'static>(part_with: impl FnOnce(AnyObj) -> T) -> usize {
    gc::collect();
    let holder = Obj::new(Holder { part: RefCell::new(None) });
    let part = part_with(holder.clone().into());
    *holder.part.borrow_mut() = Some(part);
    drop(holder);
    gc::collect()
}

/// Such an object is garbage, and is collected.
#[track_caller]
pub(crate) fn is_collected<T: Trace + 'static>(part_with: impl FnOnce(AnyObj) -> T) {
    assert_eq!(collect_with(part_with), 1);
}

/// Maps of a type are looked into: their values, and their keys.
#[track_caller]
#[allow(dead_code, reason = "for types of other crates")]
pub(crate) fn entries_are_collected<V: Trace + 'static, K: Trace + 'static>(
    with_value: impl FnOnce([(&'static str, AnyObj); 1]) -> V,
    with_key: impl FnOnce([(AnyObj, &'static str); 1]) -> K,
) {
    is_collected(|to| with_value([("key", to)]));
    is_collected(|to| with_key([(to, "value")]));
}

/// The handle in such a part is not visited: it counts as held from outside.
#[track_caller]
pub(crate) fn is_held<T: Trace + 'static>(part_with: impl FnOnce(AnyObj) -> T) {
    assert_eq!(collect_with(part_with), 0);
}

/// Values of the type hold nothing that the collector looks for, and never change.
#[track_caller]
#[allow(dead_code, reason = "for types of other crates")]
pub(crate) fn is_frozen_leaf<T: Frozen>() {
    assert!(!T::HOLDS && !T::HOLDS_BEHIND);
}
