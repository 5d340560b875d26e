//! The information on a type: the constant that its pages lead to, made of what `Object` says.

use std::any::TypeId;
use std::mem::needs_drop;
use std::ptr::NonNull;

use crate::death::Slot;
use crate::handle::AnyObj;
use crate::header::ObjectPtr;
use crate::heap::page::PagePtr;
use crate::heap::type_info::{Teardown, TypeInfo};
#[cfg(feature = "parcel")]
use crate::object::travels;
use crate::object::{Obj, Object};
use crate::trace::Scale;

impl TypeInfo {
    /// The information on `T`.
    #[must_use]
    pub const fn of<T: Object>() -> Self {
        Self {
            is_mixed: false,
            type_id: TypeId::of::<T>(),
            name: T::NAME,
            built_in: T::BUILT_IN,
            casts: T::CASTS,
            fields: T::FIELDS,
            sharing: T::SHARING,
            tracked: T::TRACKED,
            teardown: match (T::FINALIZE.is_some(), needs_drop::<T>()) {
                (true, _) => Teardown::Finalize,
                (false, true) => Teardown::DropValue,
                (false, false) => Teardown::Nothing,
            },
            needs_drop: needs_drop::<T>(),
            drop_and_free: drop_and_free::<T>,
            is_handles_only: T::IS_HANDLES_ONLY,
            pointers: T::POINTERS,
            drop_value: T::drop_slot,
            weigh: if T::OWNS { Some(weigh::<T>) } else { None },
            trace: T::trace_slot,
            finalize: if T::FINALIZE.is_some() { Some(finalize::<T>) } else { None },
            size_of_value: T::size_of_slot,
            leave_table: if T::INTERN_HASH.is_some() { Some(leave_table::<T>) } else { None },
            repr_is_plain: T::REPR_IS_PLAIN,
            repr: |this, f| T::repr(known(this), f),
            str: |this, f| T::str(known(this), f),
            equals: |this, other| T::equals(known(this), other),
            hash: |this| T::hash_value(known(this)),
            compare: |this, other| T::compare(known(this), other),
            #[cfg(feature = "parcel")]
            travels: travels::of::<T>(),
        }
    }
}

/// The handle as one of the type whose information names this function.
fn known<T: Object>(this: &AnyObj) -> &Obj<T> {
    debug_assert!(this.is_a::<T>());
    // SAFETY: functions of `TypeInfo::of::<T>()` are called with objects of that type only: they are
    // reached through the page of the object.
    unsafe { this.downcast_ref_unchecked() }
}

fn finalize<T: Object>(this: &AnyObj) {
    if let Some(finalize) = T::FINALIZE {
        finalize(known(this));
    }
}

/// Drops the value of an object and frees its slot. Where drops nest, it calls itself by way of the drop of a handle: so a
/// chain of objects of one type takes one small frame for each.
///
/// # Safety
/// 1. As for `TypeInfo::drop_and_free`, and the value is a `T`.
unsafe fn drop_and_free<T: Object>(page: PagePtr, pointer: ObjectPtr) {
    // SAFETY: by 1. the slot is nobody else's once the value is dropped.
    let _slot = unsafe { Slot::new(page, pointer) };
    // SAFETY: by 1. nobody holds the object; its value is dropped once, here.
    unsafe { T::drop_slot(pointer.value()) }
}

/// What a value owns outside of the heap.
///
/// # Safety
/// 1. As for `TypeInfo::weigh`, and the value is a `T`.
unsafe fn weigh<T: Object>(value: NonNull<u8>) -> usize {
    // SAFETY: by 1.
    Scale::of(unsafe { value.cast::<T>().as_ref() })
}

/// A dying object leaves the intern table of its type.
///
/// # Safety
/// 1. As for `TypeInfo::leave_table`, and the value is a `T`.
unsafe fn leave_table<T: Object>(object: ObjectPtr) {
    if let Some(stored_hash) = T::INTERN_HASH {
        // SAFETY: by 1. the object was interned, and its value is still there.
        let hash = unsafe { stored_hash(object.value()) };
        T::state().interned.remove(object, hash);
    }
}
