//! How objects of a type are copied and moved, as what is known of the type says.

use std::alloc::Layout;
use std::ptr::NonNull;

use crate::handle::AnyObj;
use crate::heap::type_info::Travels;
use crate::object::behaviour::Copies;
use crate::object::{Obj, Object};
use crate::trace::Relocator;

/// What a type says of values that lie in slots as they are. It is one constant: each takes the compiler's time.
#[derive(Debug)]
pub struct Moves<T> {
    /// Whether neither values nor anything they reach changes.
    pub is_frozen: bool,
    /// Whether values may go to another thread, if the type tells of itself.
    pub is_sendable: Option<bool>,
    /// `Clone`, if it is known of the type.
    pub copies: Copies<T>,
}

/// What is known of `T`.
pub(super) const fn of<T: Object>() -> Travels {
    let (moves, is_frozen, is_sendable, is_copied) = match T::MOVES {
        Some(Moves { is_frozen, is_sendable, copies }) => (true, is_frozen, is_sendable, copies.get().is_some()),
        None => (false, false, None, false),
    };
    Travels {
        moves,
        is_frozen,
        is_sendable,
        trace_tells_all: T::TRACE_TELLS_ALL && T::ROW.is_none(),
        layout: Layout::new::<T>(),
        copy: if is_copied { Some(copy::<T>) } else { None },
        clone_to: if is_copied { Some(clone_to::<T>) } else { None },
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
    let (clone, object) = (T::MOVES?.copies.get()?, object.downcast_ref::<T>()?);
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
