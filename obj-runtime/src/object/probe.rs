//! Answers that depend on which traits a type has.
//!
//! An item of `Probe` itself is found before one of `Otherwise`, but only if its bounds hold. So
//! `Probe::<T>::ITEM` is the former for types that have the trait, and the latter for all others.

use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::marker::PhantomData;

use crate::ground::hash::hash_of;
use crate::heap::field::Ask;
#[cfg(feature = "parcel")]
use crate::object::behaviour::Copies;
use crate::object::behaviour::{Compares, Equals, Hashes, Writes};
use crate::object::diagnostics::Nothing;
#[cfg(feature = "parcel")]
use crate::trace::{Rekey, Rekeys};

/// A question about a type.
#[derive(Debug)]
pub struct Probe<T>(PhantomData<T>);

#[expect(drop_bounds, reason = "the question is whether there is a destructor of the type's own")]
impl<T: Drop> Probe<T> {
    /// The type, which has a destructor of its own.
    pub const DESTRUCTOR: PhantomData<T> = PhantomData;
}

impl<T: Debug> Probe<T> {
    /// The values' own `Debug`.
    pub const DEBUG: Writes<T> = Writes(Some(T::fmt));
}

impl<T: Display> Probe<T> {
    /// The values' own `Display`.
    pub const DISPLAY: Writes<T> = Writes(Some(T::fmt));
}

impl<T: PartialEq> Probe<T> {
    /// The values' own `==`.
    pub const EQUALS: Equals<T> = Equals(Some(T::eq));
}

impl<T: Eq> Probe<T> {
    /// Every value is equal to itself.
    pub const IS_REFLEXIVE: bool = true;
}

impl<T: Hash> Probe<T> {
    /// The values' own `Hash`.
    pub const HASH: Hashes<T> = Hashes(Some(|value| hash_of(value)));
}

impl<T: PartialOrd> Probe<T> {
    /// The values' own order.
    pub const COMPARE: Compares<T> = Compares(Some(T::partial_cmp));
}

#[cfg(feature = "parcel")]
impl<T: Clone> Probe<T> {
    /// The values' own `Clone`.
    pub const COPIES: Copies<T> = Copies(Some(T::clone));
}

#[cfg(feature = "parcel")]
impl<T: Rekey> Probe<T> {
    /// Maps in the values are filled again.
    pub const REKEYS: Rekeys<T> = Rekeys(Some(T::rekey));
}

#[cfg(feature = "parcel")]
impl<T: Send> Probe<T> {
    /// Values may go to another thread.
    pub const IS_SEND: bool = true;
}

/// The answers for types that do not have the trait: nothing is wrong, and there is no function.
pub trait Otherwise<T> {
    /// There is no `Debug`.
    const DEBUG: Writes<T> = Writes(None);
    /// There is no `Display`.
    const DISPLAY: Writes<T> = Writes(None);
    /// There is no `==`.
    const EQUALS: Equals<T> = Equals(None);
    /// A value may be unequal to itself.
    const IS_REFLEXIVE: bool = false;
    /// There is no `Hash`.
    const HASH: Hashes<T> = Hashes(None);
    /// Fields of the type cannot be asked.
    const FIELD: Ask = Ask(None);
    /// There is no order.
    const COMPARE: Compares<T> = Compares(None);
    /// There is no `Clone`.
    #[cfg(feature = "parcel")]
    const COPIES: Copies<T> = Copies(None);
    /// No maps that are filled again are known.
    #[cfg(feature = "parcel")]
    const REKEYS: Rekeys<T> = Rekeys(None);
    /// Values stay in their thread.
    #[cfg(feature = "parcel")]
    const IS_SEND: bool = false;
    /// There is no destructor.
    const DESTRUCTOR: PhantomData<Nothing> = PhantomData;
}

impl<T> Otherwise<T> for Probe<T> {}
