//! What the runtime knows of a type: one constant per type, found through the page of an object.

use std::any::TypeId;
use std::fmt;
use std::mem::needs_drop;
use std::ptr::NonNull;

use crate::death;
use crate::header::HeaderPtr;
use crate::heap::page::PagePtr;
use crate::object::any::AnyObj;
use crate::object::dynamic::Cast;
use crate::object::state::TypeState;
use crate::object::{Obj, Object, Sharing};
use crate::trace::{PointerMap, Tracer};

/// The functions and facts of one type of object.
pub struct TypeInfo {
    pub(crate) type_id: TypeId,
    pub(crate) state: fn() -> &'static TypeState,
    pub(crate) name: &'static str,
    /// The traits that objects of the type can be used as.
    pub(crate) casts: &'static [Cast],
    /// How objects are shared by value.
    pub(crate) sharing: Sharing,
    /// Whether objects of the type can be part of a cycle.
    pub(crate) tracked: bool,
    /// What a dead object needs.
    pub(crate) teardown: Teardown,
    /// Whether dropping the value does anything.
    pub(crate) needs_drop: bool,
    /// Whether to drop the value does nothing but end the handles that are visited for the collector.
    pub(crate) is_handles_only: bool,
    /// Where the handles lie.
    pub(crate) pointers: PointerMap,
    /// Drops the value of an object and frees its slot.
    pub(crate) drop_and_free: unsafe fn(PagePtr, HeaderPtr),
    pub(crate) drop_value: unsafe fn(NonNull<u8>),
    pub(crate) trace: unsafe fn(NonNull<u8>, &mut Tracer),
    pub(crate) finalize: Option<fn(&AnyObj)>,
    pub(crate) size_of_value: unsafe fn(NonNull<u8>) -> usize,
    pub(crate) intern_hash: Option<unsafe fn(NonNull<u8>) -> u32>,
    /// Whether `repr` runs no user code and asks no other object.
    pub(crate) repr_is_plain: bool,
    pub(crate) repr: fn(&AnyObj, &mut fmt::Formatter<'_>) -> fmt::Result,
    pub(crate) str: fn(&AnyObj, &mut fmt::Formatter<'_>) -> fmt::Result,
    pub(crate) equals: fn(&AnyObj, &AnyObj) -> bool,
    pub(crate) hash: fn(&AnyObj) -> Result<u64, Unhashable>,
    pub(crate) compare: fn(&AnyObj, &AnyObj) -> Option<std::cmp::Ordering>,
}

/// What a dead object of a type needs, before its slot is free. The flags of the object may ask for more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Teardown {
    /// Nothing.
    Nothing,
    /// Its value is dropped.
    DropValue,
    /// Its finalizer runs, then its value is dropped.
    Finalize,
}

/// A key or element whose type has no hash: `unhashable type: 'list'`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unhashable {
    pub(crate) type_name: &'static str,
}

impl Unhashable {
    /// The name of the type that has no hash.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }
}

impl fmt::Display for Unhashable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unhashable type: '{}'", self.type_name)
    }
}

impl std::error::Error for Unhashable {}

impl TypeInfo {
    /// The information on `T`.
    #[must_use]
    pub const fn of<T: Object>() -> Self {
        Self {
            type_id: TypeId::of::<T>(),
            state: T::state,
            name: T::NAME,
            casts: T::CASTS,
            sharing: T::SHARING,
            tracked: T::TRACKED,
            teardown: match (T::FINALIZE.is_some(), needs_drop::<T>()) {
                (true, _) => Teardown::Finalize,
                (false, true) => Teardown::DropValue,
                (false, false) => Teardown::Nothing,
            },
            needs_drop: needs_drop::<T>(),
            drop_and_free: death::drop_and_free::<T>,
            is_handles_only: T::IS_HANDLES_ONLY,
            pointers: T::POINTERS,
            drop_value: T::drop_slot,
            trace: T::trace_slot,
            finalize: if T::FINALIZE.is_some() { Some(finalize::<T>) } else { None },
            size_of_value: T::size_of_slot,
            intern_hash: T::INTERN_HASH,
            repr_is_plain: T::REPR_IS_PLAIN,
            repr: |this, f| T::repr(known(this), f),
            str: |this, f| T::str(known(this), f),
            equals: |this, other| T::equals(known(this), other),
            hash: |this| T::hash_value(known(this)),
            compare: |this, other| T::compare(known(this), other),
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

/// The place of the value that follows `header`.
#[inline]
pub(crate) fn value_of(header: HeaderPtr) -> NonNull<u8> {
    // SAFETY: a slot is at least a header long, and its value starts where the header ends.
    unsafe { header.add(1) }.cast()
}
