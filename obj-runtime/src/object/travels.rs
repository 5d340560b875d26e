//! How objects of a type are copied and moved, as what is known of the type says.

use std::alloc::Layout;
use std::ptr::NonNull;

use crate::handle::AnyObj;
use crate::heap::type_info::Travels;
use crate::object::{Obj, Object};
use crate::trace::Relocator;

/// What is known of `T`.
pub(super) const fn of<T: Object>() -> Travels {
    Travels {
        moves: T::MOVES,
        is_frozen: T::IS_FROZEN,
        is_sendable: T::IS_SENDABLE,
        trace_tells_all: T::TRACE_TELLS_ALL && T::ROW.is_none(),
        layout: Layout::new::<T>(),
        copy: if T::MOVES && T::COPIES.0.is_some() { Some(copy::<T>) } else { None },
        clone_to: if T::MOVES && T::COPIES.0.is_some() { Some(clone_to::<T>) } else { None },
        relocate: match T::ROW {
            Some(row) => row.relocate,
            None => relocate::<T>,
        },
        renew: match T::ROW {
            Some(row) => row.renew,
            None => renew::<T>,
        },
        row: T::ROW,
    }
}

/// What clones the value, if the object is a `T` that moves and has `Clone`.
#[inline]
fn cloning<T: Object>(object: &AnyObj) -> Option<impl FnOnce() -> T> {
    let (clone, object) = (T::COPIES.0.filter(|_| T::MOVES)?, object.downcast_ref::<T>()?);
    // SAFETY: values of types that move lie in their slots as they are, and the handle keeps this one alive.
    let value = unsafe { object.handle().pointer().value().cast::<T>().as_ref() };
    Some(move || clone(value))
}

fn copy<T: Object>(object: &AnyObj) -> AnyObj {
    cloning::<T>(object).map_or_else(|| object.clone(), |clone| Obj::into_any(T::make(clone())))
}

/// # Safety
/// 1. As for `Travels::clone_to`, and the object is a `T` that has `Clone`.
unsafe fn clone_to<T: Object>(object: &AnyObj, place: NonNull<u8>) {
    if let Some(clone) = cloning::<T>(object) {
        let value = clone();
        // SAFETY: by 1.
        unsafe { place.cast::<T>().write(value) }
    }
}

/// # Safety
/// 1. As for `Travels::relocate`, and the value is a `T`.
unsafe fn relocate<T: Object>(value: NonNull<u8>, relocator: &mut Relocator) {
    // SAFETY: by 1.
    let value = unsafe { value.cast::<T>().as_mut() };
    T::relocate(value, relocator);
}

/// # Safety
/// 1. As for `Travels::renew`, and the value is a `T`.
unsafe fn renew<T: Object>(value: NonNull<u8>) -> AnyObj {
    // SAFETY: by 1.
    let value = unsafe { value.cast::<T>().read() };
    Obj::into_any(T::make(value))
}
