//! Making objects: a slot of the pool, a header, a value.
//!
//! The pool hands out slots and knows no more. That a collection may be due before it takes another page, and that a
//! thread with objects has to prepare for its end, is known here.

use std::marker::PhantomData;
use std::mem::needs_drop;

use crate::collector;
use crate::header::{CountWord, FlagWord, FreshSlot, Header, ObjectPtr};
use crate::heap::pool::Pool;
use crate::heap::type_info::TypeInfo;
use crate::heap::{Heap, SlotShape, mixed, weights};
use crate::ledger::Record;
use crate::object::any::AnyObj;
use crate::object::{Obj, Object};
use crate::thread_end;
use crate::trace::Scale;

/// Makes a fresh object.
#[inline]
#[must_use]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn allocate<T: Object>(value: T) -> Obj<T> {
    const { assert!(!T::IS_INTERNED, "an interned object's slot has room for its hash") };
    let object = Vacant::start().fill(value);
    weigh_new(&object);
    object
}

/// Counts what a new object owns, if that is much. Where its type owns nothing, this is nothing.
#[inline]
pub(crate) fn weigh_new<T: Object>(object: &Obj<T>) {
    if T::OWNS {
        // In its slot, where it takes no registers while that is looked for.
        // SAFETY: the value is whole, a `T`, and nobody lends it for writing: nobody else has the object yet.
        let bytes = Scale::of(unsafe { object.handle().pointer().value().cast::<T>().as_ref() });
        if bytes >= weights::LEAST {
            keep_much(Obj::as_any(object), bytes);
        }
    }
}

/// A new object owns much: a collection may be due.
#[cold]
#[inline(never)]
fn keep_much(object: &AnyObj, bytes: usize) {
    let heap = Heap::current();
    heap.weights.set(object.handle().pointer(), bytes);
    collector::collect_if_due(heap);
}

/// What is written into a slot for a value of `T`.
///
/// # Safety
/// 1. It begins with a `T`.
pub(crate) unsafe trait ContentOf<T> {}

// SAFETY: it is one.
unsafe impl<T> ContentOf<T> for T {}

/// A new object of type `T`, with a count of 1 that nobody has yet and without its value.
///
/// Invariant: the slot is nobody else's, and has room for a `C`.
pub(crate) struct Vacant<T, C = T> {
    object: ObjectPtr,
    content: PhantomData<fn(C) -> T>,
}

impl<T: Object, C: ContentOf<T>> Vacant<T, C> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn start() -> Self {
        let shape = const { SlotShape::of_value(size_of::<C>(), align_of::<C>()) };
        let object = start_header::<T>(slot_in(&T::state().pool, T::INFO, shape));
        Self { object, content: PhantomData }
    }

    /// The object, which nobody may be handed yet.
    pub(crate) fn object(&self) -> ObjectPtr {
        self.object
    }

    /// The object with its value.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn fill(self, content: C) -> Obj<T> {
        // SAFETY: by the invariant.
        unsafe { self.object.value().cast::<C>().write(content) };
        // SAFETY: the slot begins with a value of `T` now, and its count of 1 is this handle's.
        unsafe { Obj::adopt(self.object) }
    }
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
        (CountWord::ONE, flags | FlagWord::of_built_in(T::BUILT_IN))
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
    let few = if mixed::fits(shape) { pool.take_mixed_slot(info, shape) } else { None };
    few.unwrap_or_else(|| pool.take_slot_elsewhere(info, shape))
}
