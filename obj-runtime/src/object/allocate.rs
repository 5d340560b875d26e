//! Making objects: a slot of the pool, a header, a value.
//!
//! The pool hands out slots and knows no more. That a collection may be due before it takes another page, and that a
//! thread with objects has to prepare for its end, is known here.

use std::mem::needs_drop;

use crate::collector;
use crate::header::{CountWord, FlagWord, FreshSlot, Header, ObjectPtr};
use crate::heap::pool::Pool;
use crate::heap::type_info::TypeInfo;
use crate::heap::{Heap, SlotShape};
use crate::ledger::Record;
use crate::object::{Obj, Object};
use crate::thread_end;

/// Makes a fresh object.
#[inline]
#[must_use]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn allocate<T: Object>(value: T) -> Obj<T> {
    const { assert!(!T::IS_INTERNED, "an interned object's slot has room for its hash") };
    let object = start_object::<T>();
    // SAFETY: the slot is fresh and has the size and alignment of `T`.
    unsafe { object.value().cast::<T>().write(value) };
    // SAFETY: the slot holds a value of `T` now, and its count of 1 is this handle's.
    unsafe { Obj::adopt(object) }
}

/// An object of type `T` with a count of 1 and without value.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn start_object<T: Object>() -> ObjectPtr {
    let shape = const { SlotShape::of_value(size_of::<T>(), align_of::<T>()) };
    start_header::<T>(slot_in(&T::state().pool, T::INFO, shape))
}

/// Writes the header of a fresh object with one handle.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn start_header<T: Object>(slot: FreshSlot) -> ObjectPtr {
    const { assert!(!T::TRACKED || needs_drop::<T>(), "a type that holds handles needs to be dropped") };
    let flags = if T::FINALIZE.is_some() { FlagWord::FINALIZES } else { 0 };
    let (count, flags) = if T::TRACKED {
        (CountWord::SLOW | CountWord::ONE, flags | Heap::current().candidates.stamp_and_tracked())
    } else {
        (CountWord::ONE, flags)
    };
    slot.start(Header { count: CountWord::new(count), flags: FlagWord::new(flags), record: Record::of_new(T::NAME) })
}

const _: () = assert!(FlagWord::FIRST_STAMP & FlagWord::TRACKED == 0);

/// A fresh slot of a pool, for an object of the type that the pool is for.
#[inline]
pub(crate) fn slot_in(pool: &'static Pool, info: &'static TypeInfo, shape: SlotShape) -> FreshSlot {
    pool.take_slot().unwrap_or_else(|| slot_in_another_page(pool, info, shape))
}

/// The current page of the pool is full.
#[cold]
#[inline(never)]
fn slot_in_another_page(pool: &'static Pool, info: &'static TypeInfo, shape: SlotShape) -> FreshSlot {
    thread_end::register();
    collector::collect_if_due(Heap::current());
    pool.take_slot_elsewhere(info, shape)
}
