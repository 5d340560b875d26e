//! What the statements of a loop call: the same functions as elsewhere, but those that a loop runs for each object are
//! compiled into it. Outside of loops they run once, and are called, which takes less time to compile.

pub use super::*;

use super::attribute::SetAttribute;
use super::bind::Alias;
use crate::ledger;
use crate::object::{Obj, Object};

/// Another handle to the object, or a copy of the plain value.
#[must_use]
#[track_caller]
#[inline]
pub fn alias<X: Alias>(value: &X) -> X {
    value.clone()
}

/// An object of a type with fields.
#[must_use]
#[track_caller]
#[inline]
pub fn object<T: Object>(value: T) -> Obj<T> {
    Obj::new(value)
}

/// Converts a source to what is wanted here.
#[track_caller]
#[inline]
pub fn put<F, S: Put<F>>(source: S) -> F {
    let _attribution = ledger::attribute_to_caller();
    source.put()
}

/// `place = source`
#[track_caller]
#[inline]
pub fn set_attribute<P: SetAttribute + ?Sized, S: Put<P::Value>>(source: S, place: &P) {
    place.set_attribute(source.put());
}

/// `place = value`, where the value has the type already.
#[track_caller]
#[inline]
pub fn set_attribute_exactly<P: SetAttribute + ?Sized>(value: P::Value, place: &P) {
    place.set_attribute(value);
}
