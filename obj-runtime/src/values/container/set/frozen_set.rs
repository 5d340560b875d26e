//! `FrozenSet`: a set that never changes, and so can be a key.

use std::cmp::Ordering;
use std::fmt;

use super::algebra::{self, Elements};
use super::iter::SetIter;
use crate::heap::type_info::Unhashable;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::diagnostics::WeakTarget;
use crate::trace::{Trace, Tracer};
use crate::values::built_in::container;
use crate::values::container::hashed_key::ByValue;

/// Python's `frozenset`. Its elements are in the order in which they were given.
///
/// Each is an object of its own, also the empty ones, but a copy of a frozen set is the same object. It is immutable but may be
/// part of a cycle, as its elements may hold things that change.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// let set: Obj<FrozenSet> = [Obj::<Tuple>::default()].into();
/// assert_eq!(format!("{set:?}"), "frozenset({()})");
/// assert!(Obj::is(&set.copy(), &set));
/// assert!(!Obj::is(&Obj::new(FrozenSet::default()), &Obj::new(FrozenSet::default())));
/// ```
pub struct FrozenSet {
    elements: Elements,
}

// SAFETY: each element is owned by the set and visited once.
unsafe impl Trace for FrozenSet {
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    fn trace(&self, tracer: &mut Tracer) {
        algebra::trace(&self.elements, tracer);
    }
}

container! { FrozenSet named "frozenset" {
    fn equals(this: &Obj<Self>, other: &AnyObj) -> bool {
        algebra::keys(other).is_some_and(|other| algebra::equal(&this.elements, other))
    }

    fn hash_value(this: &Obj<Self>) -> Result<u64, Unhashable> {
        Ok(algebra::hash(&this.elements))
    }

    fn compare(this: &Obj<Self>, other: &AnyObj) -> Option<Ordering> {
        algebra::order(&this.elements, algebra::keys(other)?)
    }
} }

#[diagnostic::do_not_recommend]
impl WeakTarget for FrozenSet {}

impl Default for FrozenSet {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn default() -> Self {
        Elements::new().into()
    }
}

impl From<Elements> for FrozenSet {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(elements: Elements) -> Self {
        Self { elements }
    }
}

impl FrozenSet {
    pub(super) fn elements(&self) -> &Elements {
        &self.elements
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn object(elements: Elements) -> Obj<Self> {
        Obj::new(elements.into())
    }

    /// A set of the items of anything that has some: Python's `frozenset(items)`. A frozen set is answered with itself.
    ///
    /// # Panics
    /// `TypeError: 'int' object is not iterable`, `TypeError: unhashable type: 'list'`.
    #[must_use]
    #[track_caller]
    pub fn of(items: &AnyObj) -> Obj<Self> {
        match items.downcast_ref::<Self>() {
            Some(set) => set.clone(),
            None => Self::object(algebra::collect(items)),
        }
    }

    /// A set of elements.
    ///
    /// # Errors
    /// If an element has no hash.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn try_from_iter<A: Into<AnyObj>>(elements: impl IntoIterator<Item = A>) -> Result<Self, Unhashable> {
        let set = Self::default();
        algebra::add_all(&set.elements, elements)?;
        Ok(set)
    }

    /// The number of elements.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    /// Whether there are no elements.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether there is such an element: Python's `element in s`.
    ///
    /// # Panics
    /// `TypeError: unhashable type: 'list'`.
    #[must_use]
    #[track_caller]
    pub fn contains(&self, element: &AnyObj) -> bool {
        self.elements.contains(&ByValue::expect(element))
    }

    /// Whether there is such an element.
    ///
    /// # Errors
    /// If `element` has no hash.
    pub fn try_contains(&self, element: &AnyObj) -> Result<bool, Unhashable> {
        Ok(self.elements.contains(&ByValue::new(element)?))
    }

    /// The elements, in the order in which they were given.
    pub fn iter(&self) -> SetIter<'_> {
        SetIter::new(&self.elements)
    }

    /// A new set of what is in either: Python's `s | t`.
    ///
    /// # Panics
    /// `TypeError: 'int' object is not iterable`, `TypeError: unhashable type: 'list'`.
    #[must_use]
    #[track_caller]
    pub fn union(&self, items: &AnyObj) -> Obj<Self> {
        Self::object(algebra::union(&self.elements, items))
    }

    /// A new set of what is in both: Python's `s & t`.
    ///
    /// # Panics
    /// As [`union`](Self::union).
    #[must_use]
    #[track_caller]
    pub fn intersection(&self, items: &AnyObj) -> Obj<Self> {
        Self::object(algebra::intersection(&self.elements, items))
    }

    /// A new set of the elements that are not among the items: Python's `s - t`.
    ///
    /// # Panics
    /// As [`union`](Self::union).
    #[must_use]
    #[track_caller]
    pub fn difference(&self, items: &AnyObj) -> Obj<Self> {
        Self::object(algebra::difference(&self.elements, items))
    }

    /// A new set of what is in one of both: Python's `s ^ t`.
    ///
    /// # Panics
    /// As [`union`](Self::union).
    #[must_use]
    #[track_caller]
    pub fn symmetric_difference(&self, items: &AnyObj) -> Obj<Self> {
        Self::object(algebra::symmetric_difference(&self.elements, items))
    }

    /// Whether all elements are among the items: Python's `s <= t`.
    ///
    /// # Panics
    /// As [`union`](Self::union).
    #[must_use]
    #[track_caller]
    pub fn issubset(&self, items: &AnyObj) -> bool {
        algebra::with_elements(items, |other| algebra::is_subset(&self.elements, other))
    }

    /// Whether all items are elements: Python's `s >= t`.
    ///
    /// # Panics
    /// As [`union`](Self::union).
    #[must_use]
    #[track_caller]
    pub fn issuperset(&self, items: &AnyObj) -> bool {
        algebra::with_elements(items, |other| algebra::is_subset(other, &self.elements))
    }

    /// Whether no item is an element.
    ///
    /// # Panics
    /// As [`union`](Self::union).
    #[must_use]
    #[track_caller]
    pub fn isdisjoint(&self, items: &AnyObj) -> bool {
        algebra::with_elements(items, |other| algebra::is_disjoint(&self.elements, other))
    }
}

impl Obj<FrozenSet> {
    /// The same object: what never changes need not be copied.
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn copy(&self) -> Self {
        self.clone()
    }
}

impl<'a> IntoIterator for &'a FrozenSet {
    type Item = AnyObj;
    type IntoIter = SetIter<'a>;
    fn into_iter(self) -> SetIter<'a> {
        self.iter()
    }
}

impl PartialEq for FrozenSet {
    fn eq(&self, other: &Self) -> bool {
        algebra::equal(&self.elements, &other.elements)
    }
}

/// By inclusion: `None` if neither set has all elements of the other.
impl PartialOrd for FrozenSet {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        algebra::order(&self.elements, &other.elements)
    }
}

impl fmt::Debug for FrozenSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        algebra::write(&self.elements, (&raw const *self).addr(), f, ["frozenset", "frozenset({", "})"])
    }
}

/// # Panics
/// `TypeError: unhashable type: 'list'`; see [`FrozenSet::try_from_iter`].
impl<A: Into<AnyObj>> FromIterator<A> for FrozenSet {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = A>>(elements: I) -> Self {
        match Self::try_from_iter(elements) {
            Ok(set) => set,
            Err(error) => panic!("TypeError: {error}"),
        }
    }
}

impl<A: Into<AnyObj>> FromIterator<A> for Obj<FrozenSet> {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = A>>(elements: I) -> Self {
        Self::new(FrozenSet::from_iter(elements))
    }
}

impl<A: Into<AnyObj>, const N: usize> From<[A; N]> for Obj<FrozenSet> {
    #[track_caller]
    fn from(elements: [A; N]) -> Self {
        Self::from_iter(elements)
    }
}
