//! Answers that depend on which traits a type has.
//!
//! An item of `Probe` itself is found before one of `Otherwise`, but only if its bounds hold. So
//! `Probe::<T>::ITEM` is the former for types that have the trait, and the latter for all others.

use std::cmp::Ordering;
use std::fmt::{self, Debug, Display, Formatter};
use std::hash::Hash;
use std::marker::PhantomData;

use crate::object::diagnostics::{FinalizerIsOn, ObjectWithoutDestructor, PartWithoutDestructor};
use crate::object::finalize::Finalize;
use crate::object::shared::intern::hash_of;

/// A question about a type.
#[derive(Debug)]
pub struct Probe<T>(PhantomData<T>);

/// How a value is written.
type Write<V> = fn(&V, &mut Formatter<'_>) -> fmt::Result;

// The functions are in types of their own: into function pointers the compiler would look at every use.

/// `Debug` or `Display`.
#[derive(Debug)]
pub struct Writes<V: ?Sized>(pub(crate) Option<Write<V>>);

/// `PartialEq`.
#[derive(Debug)]
pub struct Equals<V: ?Sized>(pub(crate) Option<fn(&V, &V) -> bool>);

/// `Hash`.
#[derive(Debug)]
pub struct Hashes<V: ?Sized>(pub(crate) Option<fn(&V) -> u32>);

/// `PartialOrd`.
#[derive(Debug)]
pub struct Compares<V: ?Sized>(pub(crate) Option<fn(&V, &V) -> Option<Ordering>>);

/// What the traits of a type say of its values, for those who know no more than that they are objects.
#[derive(Debug)]
pub struct Behaviour<V: ?Sized> {
    /// `Debug`.
    pub debug: Writes<V>,
    /// `Display`.
    pub display: Writes<V>,
    /// `PartialEq`.
    pub equals: Equals<V>,
    /// `Hash`.
    pub hash: Hashes<V>,
    /// `PartialOrd`.
    pub compare: Compares<V>,
}

impl<V: ?Sized> Behaviour<V> {
    /// That of a plain instance in Python.
    pub const PLAIN: Self = Self {
        debug: Writes(None),
        display: Writes(None),
        equals: Equals(None),
        hash: Hashes(None),
        compare: Compares(None),
    };
}

#[expect(drop_bounds, reason = "the question is whether there is a destructor of the type's own")]
impl<T: Drop> Probe<T> {
    /// An object type has a destructor, which is a mistake.
    pub fn __obj_object_has_no_destructor(self)
    where
        T: ObjectWithoutDestructor,
    {
    }

    /// A part of an object has a destructor, which is a mistake.
    pub fn __obj_part_has_no_destructor(self)
    where
        T: PartWithoutDestructor,
    {
    }
}

impl<T: Finalize> Probe<T> {
    /// A type without the option `finalize` has a finalizer, which is a mistake.
    pub fn __obj_finalizer_is_on(self)
    where
        T: FinalizerIsOn,
    {
    }
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

impl<T: Hash> Probe<T> {
    /// The values' own `Hash`.
    pub const HASH: Hashes<T> = Hashes(Some(|value| hash_of(value)));
}

impl<T: PartialOrd> Probe<T> {
    /// The values' own order.
    pub const COMPARE: Compares<T> = Compares(Some(T::partial_cmp));
}

/// The answers for types that do not have the trait: nothing is wrong, and there is no function.
pub trait Otherwise<T> {
    /// There is no `Debug`.
    const DEBUG: Writes<T> = Writes(None);
    /// There is no `Display`.
    const DISPLAY: Writes<T> = Writes(None);
    /// There is no `==`.
    const EQUALS: Equals<T> = Equals(None);
    /// There is no `Hash`.
    const HASH: Hashes<T> = Hashes(None);
    /// There is no order.
    const COMPARE: Compares<T> = Compares(None);

    /// There is no destructor.
    fn __obj_object_has_no_destructor(self)
    where
        Self: Sized,
    {
    }

    /// There is no destructor.
    fn __obj_part_has_no_destructor(self)
    where
        Self: Sized,
    {
    }

    /// There is no finalizer.
    fn __obj_finalizer_is_on(self)
    where
        Self: Sized,
    {
    }
}

impl<T> Otherwise<T> for Probe<T> {}
