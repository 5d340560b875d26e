//! How objects print, compare and hash for those who know no more than that they are objects: functions, as data.

use std::cmp::Ordering;
use std::fmt::{self, Formatter};

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

/// `Clone`.
#[cfg(feature = "parcel")]
#[derive(Debug)]
pub struct Copies<T>(pub(crate) Option<fn(&T) -> T>);

#[cfg(feature = "parcel")]
impl<T> Copies<T> {
    /// The function, if there is one.
    #[must_use]
    pub const fn get(self) -> Option<fn(&T) -> T> {
        self.0
    }
}

/// What the traits of a type say of its values, for those who know no more than that they are objects.
#[derive(Debug)]
pub struct Behaviour<V: ?Sized> {
    /// `Debug`.
    pub debug: Writes<V>,
    /// `Display`.
    pub display: Writes<V>,
    /// `PartialEq`.
    pub equals: Equals<V>,
    /// `Eq`: whether every value is equal to itself.
    pub is_reflexive: bool,
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
        is_reflexive: false,
        hash: Hashes(None),
        compare: Compares(None),
    };
}
