//! What the statements of a loop call: the same functions as elsewhere, but those that a loop runs for each object are
//! compiled into it. Outside of loops they run once, and are called, which takes less time to compile.

pub use super::*;

pub use super::constants::load_in_loops as load;

use super::arithmetic::{Outcome, TakesAdd, TakesAddInPlace, TakesMul, TakesMulInPlace, TakesSub, TakesSubInPlace};
use super::as_object::AsObject;
use super::attribute::SetAttribute;
use super::bind::Alias;
use crate::ledger;
use crate::object::{Obj, Object};
use crate::values::Int;

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
pub fn put<F, S: CanBecome<F>>(source: S) -> F {
    let _attribution = ledger::attribute_to_caller();
    source.put()
}

/// `place = source`
#[track_caller]
#[inline]
pub fn set_attribute<P: SetAttribute + ?Sized, S: CanBecome<P::Value>>(source: S, place: &P) {
    place.set_attribute(source.put());
}

/// `place = value`, where the value has the type already.
#[track_caller]
#[inline]
pub fn set_attribute_exactly<P: SetAttribute + ?Sized>(value: P::Value, place: &P) {
    place.set_attribute(value);
}

/// Two ints, which most loops count with.
#[inline]
fn ints<L: AsObject + ?Sized, R: AsObject + ?Sized>(left: &L, right: &R) -> Option<(i64, i64)> {
    Some((left.int()?, right.int()?))
}

macro_rules! counts {
    ($($name:ident by $takes:ident = $checked:path;)*) => {$(
        #[doc = concat!("The operator of `", stringify!($name), "`: ints are counted with here.")]
        #[track_caller]
        #[inline]
        pub fn $name<L, R, O>(left: &L, right: &R) -> O
        where
            L: $takes<R, Output = O> + AsObject,
            R: AsObject,
            O: Outcome,
        {
            match ints(left, right).and_then(|(left, right)| $checked(left, right)) {
                Some(number) => {
                    let _attribution = ledger::attribute_to_caller();
                    O::of(Obj::into_any(Obj::<Int>::from(number)))
                }
                None => super::$name(left, right),
            }
        }
    )*};
}

counts! {
    add by TakesAdd = i64::checked_add;
    add_in_place by TakesAddInPlace = i64::checked_add;
    sub by TakesSub = i64::checked_sub;
    sub_in_place by TakesSubInPlace = i64::checked_sub;
    mul by TakesMul = i64::checked_mul;
    mul_in_place by TakesMulInPlace = i64::checked_mul;
}

macro_rules! compares {
    ($($name:ident = $holds:path;)*) => {$(
        #[doc = concat!("The comparison of `", stringify!($name), "`: ints are compared here.")]
        #[must_use]
        #[track_caller]
        #[inline]
        pub fn $name<L: AsObject + ?Sized, R: AsObject + ?Sized>(left: &L, right: &R) -> bool {
            match ints(left, right) {
                Some((left, right)) => $holds(&left, &right),
                None => super::$name(&left, &right),
            }
        }
    )*};
}

compares! {
    equal = i64::eq;
    not_equal = i64::ne;
    less = i64::lt;
    less_equal = i64::le;
    greater = i64::gt;
    greater_equal = i64::ge;
}
