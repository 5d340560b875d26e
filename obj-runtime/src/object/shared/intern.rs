//! Equal values as one object: making an interned one, or finding it in the table of its type.

use std::hash::Hash;
use std::mem::offset_of;
use std::ptr::NonNull;

use crate::ground::hash::hash_of;
use crate::heap::type_info::value_of;
use crate::heap::{Heap, SlotShape};
use crate::object::allocate::{slot_in, start_header};
use crate::object::{Obj, Object};
use crate::thread_end::release_at_end;

/// A value with its hash, as it lies in the slot of an interned object.
#[repr(C)]
pub(crate) struct Hashed<T> {
    value: T,
    hash: u32,
}

/// The one object of this value: an equal one that lives, or a fresh one.
#[must_use]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn make_interned<T: Object<View = T> + Eq + Hash>(value: T) -> Obj<T> {
    let hash = hash_of(&value);
    if let Some(object) = look_up(&value, hash) {
        return object;
    }
    let version = T::state().interned.version();
    let object = allocate_hashed(value, hash);
    // Making the object may have collected, and a finalizer may have interned an equal one: the earlier wins.
    if T::state().interned.version() != version
        && let Some(earlier) = look_up(&*object, hash)
    {
        return earlier;
    }
    // SAFETY: `allocate_hashed` has put the hash there.
    unsafe { keep(&object, hash) };
    object
}

/// Adds an object, of which no equal one is interned, to the table of its type.
///
/// # Safety
/// 1. The value is followed by this hash where `T::INTERN_HASH` finds it.
pub(crate) unsafe fn keep<T: Object>(object: &Obj<T>, hash: u32) {
    let (heap, state) = (Heap::current(), T::state());
    let Some(stored_hash) = T::INTERN_HASH else { return };
    if !heap.may_keep() {
        return;
    }
    if state.interned.is_new() {
        release_at_end(state);
    }
    // SAFETY: by 1., and there is a handle to the object.
    unsafe { state.interned.add(object.handle().pointer(), hash, stored_hash) };
}

/// An object equal to `value`. User code runs while nothing is borrowed; what it changes is noticed.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn look_up<T: Object<View = T> + Eq>(value: &T, hash: u32) -> Option<Obj<T>> {
    let table = &T::state().interned;
    'again: loop {
        let version = table.version();
        let mut nth = 0;
        while let Some(handle) = table.nth(hash, nth) {
            // SAFETY: the table of a type holds objects of that type.
            let other: Obj<T> = unsafe { Obj::from_handle(handle) };
            if *other == *value {
                return Some(other);
            }
            drop(other);
            if table.version() != version {
                continue 'again;
            }
            nth += 1;
        }
        return None;
    }
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn allocate_hashed<T: Object>(value: T, hash: u32) -> Obj<T> {
    let shape = const { SlotShape::of_value(size_of::<Hashed<T>>(), align_of::<Hashed<T>>()) };
    let slot = slot_in(&T::state().pool, T::INFO, shape);
    start_header::<T>(slot);
    // SAFETY: the slot is fresh and was asked for with the size and alignment of `Hashed<T>`.
    unsafe { value_of(slot).cast::<Hashed<T>>().write(Hashed { value, hash }) };
    // SAFETY: the slot begins with a value of `T`, and its count of 1 is this handle's.
    unsafe { Obj::adopt(slot) }
}

/// The hash behind the value of an interned object.
///
/// # Safety
/// 1. `value` is the place of a value of this type that `make_interned` has made.
#[must_use]
pub unsafe fn stored_hash<T>(value: NonNull<u8>) -> u32 {
    // SAFETY: by 1. the value is followed by its hash.
    let hash = unsafe { value.byte_add(offset_of!(Hashed<T>, hash)) };
    // SAFETY: as above.
    unsafe { hash.cast::<u32>().read() }
}
