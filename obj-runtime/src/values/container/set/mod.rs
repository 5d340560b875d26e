//! `Set`: objects of which no two are equal.

pub(crate) mod algebra;
pub(crate) mod frozen_set;
pub(crate) mod iter;

use std::cmp::Ordering;
use std::fmt;

use super::hashed_key::ByValue;
use crate::heap::type_info::Unhashable;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::diagnostics::WeakTarget;
use crate::trace::{Trace, Tracer};
use crate::values::built_in::container;
use algebra::Elements;
use iter::SetIter;

/// Python's `set`. Its elements are in the order in which they were added.
///
/// It changes through shared handles and never lends what it holds, so nothing can be borrowed at a wrong time:
/// comparisons, destructors and finalizers that run meanwhile may change the same set. Elements that lie about their
/// equality or hash are not found; nothing worse. Methods that have Python's names behave as in Python, and panic in
/// Python's words; those that begin with `try_` answer with an error if an element has no hash.
///
/// Looking up, adding and removing take constant time on average.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// let set = Obj::new(Set::default());
/// let unit: AnyObj = Obj::<Tuple>::default().into();
/// set.add(unit.clone());
/// set.add(unit.clone());
/// assert!(set.contains(&unit));
/// assert_eq!(format!("{set:?}"), "{()}");
/// set.discard(&unit);
/// assert_eq!(format!("{set:?}"), "set()");
/// ```
pub struct Set {
    elements: Elements,
}

// SAFETY: each element is owned by the set and visited once.
unsafe impl Trace for Set {
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    fn trace(&self, tracer: &mut Tracer) {
        algebra::trace(&self.elements, tracer);
    }
}

container! { mutable Set named "set" {
    fn equals(this: &Obj<Self>, other: &AnyObj) -> bool {
        algebra::keys(other).is_some_and(|other| algebra::equal(&this.elements, other))
    }

    fn compare(this: &Obj<Self>, other: &AnyObj) -> Option<Ordering> {
        algebra::order(&this.elements, algebra::keys(other)?)
    }
} }

#[diagnostic::do_not_recommend]
impl WeakTarget for Set {}

impl Default for Set {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn default() -> Self {
        Elements::new().into()
    }
}

impl From<Elements> for Set {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(elements: Elements) -> Self {
        Self { elements }
    }
}

impl Set {
    pub(super) fn elements(&self) -> &Elements {
        &self.elements
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn object(elements: Elements) -> Obj<Self> {
        Obj::new(elements.into())
    }

    /// A set of the items of anything that has some: Python's `set(items)`, always a new one.
    ///
    /// # Panics
    /// `TypeError: 'int' object is not iterable`, `TypeError: unhashable type: 'list'`.
    #[must_use]
    #[track_caller]
    pub fn of(items: &AnyObj) -> Obj<Self> {
        Self::object(algebra::collect(items))
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

    /// Adds an element; answers whether it is new. One that is there stays.
    ///
    /// # Panics
    /// `TypeError: unhashable type: 'list'`.
    #[track_caller]
    pub fn add(&self, element: AnyObj) -> bool {
        let hash = ByValue::expect(&element).stored_hash();
        algebra::add(&self.elements, hash, element)
    }

    /// Adds an element; answers whether it is new.
    ///
    /// # Errors
    /// If it has no hash.
    pub fn try_insert(&self, element: impl Into<AnyObj>) -> Result<bool, Unhashable> {
        let element = element.into();
        let hash = element.hash_value()?;
        Ok(algebra::add(&self.elements, hash, element))
    }

    /// Removes an element if it is there; answers whether it was.
    ///
    /// # Panics
    /// `TypeError: unhashable type: 'list'`.
    #[track_caller]
    pub fn discard(&self, element: &AnyObj) -> bool {
        algebra::remove(&self.elements, &ByValue::expect(element))
    }

    /// Removes an element if it is there; answers whether it was.
    ///
    /// # Errors
    /// If `element` has no hash.
    pub fn try_remove(&self, element: &AnyObj) -> Result<bool, Unhashable> {
        Ok(algebra::remove(&self.elements, &ByValue::new(element)?))
    }

    /// Removes an element.
    ///
    /// # Panics
    /// `KeyError: 'element'`, `TypeError: unhashable type: 'list'`.
    #[track_caller]
    pub fn remove(&self, element: &AnyObj) {
        assert!(self.discard(element), "KeyError: {element:?}");
    }

    /// Takes out an element: the one that was added last.
    ///
    /// # Panics
    /// `KeyError: 'pop from an empty set'`.
    #[track_caller]
    pub fn pop(&self) -> AnyObj {
        match self.elements.take_last() {
            Some((_, element, ())) => element,
            None => panic!("KeyError: 'pop from an empty set'"),
        }
    }

    /// Removes all elements.
    pub fn clear(&self) {
        drop(self.elements.take_all());
    }

    /// A new set of the same elements. None is hashed or compared.
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn copy(&self) -> Obj<Self> {
        Self::object(self.elements.duplicate())
    }

    /// The elements, in the order in which they were added.
    ///
    /// # Panics
    /// When iterating goes on after an element was added or removed: `RuntimeError: Set changed size during iteration`.
    pub fn iter(&self) -> SetIter<'_> {
        SetIter::new(&self.elements)
    }

    /// Adds the items of anything that has some: Python's `s.update(items)` and `s |= t`.
    ///
    /// # Panics
    /// `TypeError: 'int' object is not iterable`, `TypeError: unhashable type: 'list'`.
    #[track_caller]
    pub fn update(&self, items: &AnyObj) {
        algebra::update(&self.elements, items);
    }

    /// Keeps what is among the items: Python's `s &= t`.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    #[track_caller]
    pub fn intersection_update(&self, items: &AnyObj) {
        let old = self.elements.exchange(algebra::intersection(&self.elements, items));
        drop(old);
    }

    /// Removes what is among the items: Python's `s -= t`.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    #[track_caller]
    pub fn difference_update(&self, items: &AnyObj) {
        algebra::remove_all(&self.elements, items);
    }

    /// Removes what is among the items and adds the other items: Python's `s ^= t`.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    #[track_caller]
    pub fn symmetric_difference_update(&self, items: &AnyObj) {
        algebra::toggle(&self.elements, items);
    }

    /// A new set of what is in either: Python's `s | t`.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    #[must_use]
    #[track_caller]
    pub fn union(&self, items: &AnyObj) -> Obj<Self> {
        Self::object(algebra::union(&self.elements, items))
    }

    /// A new set of what is in both: Python's `s & t`.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    #[must_use]
    #[track_caller]
    pub fn intersection(&self, items: &AnyObj) -> Obj<Self> {
        Self::object(algebra::intersection(&self.elements, items))
    }

    /// A new set of the elements that are not among the items: Python's `s - t`.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    #[must_use]
    #[track_caller]
    pub fn difference(&self, items: &AnyObj) -> Obj<Self> {
        Self::object(algebra::difference(&self.elements, items))
    }

    /// A new set of what is in one of both: Python's `s ^ t`.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    #[must_use]
    #[track_caller]
    pub fn symmetric_difference(&self, items: &AnyObj) -> Obj<Self> {
        Self::object(algebra::symmetric_difference(&self.elements, items))
    }

    /// Whether all elements are among the items: Python's `s <= t`.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    #[must_use]
    #[track_caller]
    pub fn issubset(&self, items: &AnyObj) -> bool {
        algebra::with_elements(items, |other| algebra::is_subset(&self.elements, other))
    }

    /// Whether all items are elements: Python's `s >= t`.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    #[must_use]
    #[track_caller]
    pub fn issuperset(&self, items: &AnyObj) -> bool {
        algebra::with_elements(items, |other| algebra::is_subset(other, &self.elements))
    }

    /// Whether no item is an element.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    #[must_use]
    #[track_caller]
    pub fn isdisjoint(&self, items: &AnyObj) -> bool {
        algebra::with_elements(items, |other| algebra::is_disjoint(&self.elements, other))
    }
}

impl PartialEq for Set {
    fn eq(&self, other: &Self) -> bool {
        algebra::equal(&self.elements, &other.elements)
    }
}

/// By inclusion: `None` if neither set has all elements of the other.
impl PartialOrd for Set {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        algebra::order(&self.elements, &other.elements)
    }
}

impl fmt::Debug for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        algebra::write(&self.elements, (&raw const *self).addr(), f, ["set", "{", "}"])
    }
}

/// # Panics
/// `TypeError: unhashable type: 'list'`; see [`Set::try_from_iter`].
impl<A: Into<AnyObj>> FromIterator<A> for Set {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = A>>(elements: I) -> Self {
        match Self::try_from_iter(elements) {
            Ok(set) => set,
            Err(error) => panic!("TypeError: {error}"),
        }
    }
}

impl<A: Into<AnyObj>> Extend<A> for Set {
    #[track_caller]
    fn extend<I: IntoIterator<Item = A>>(&mut self, elements: I) {
        for element in elements {
            self.add(element.into());
        }
    }
}

impl<A: Into<AnyObj>> FromIterator<A> for Obj<Set> {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = A>>(elements: I) -> Self {
        Self::new(Set::from_iter(elements))
    }
}

impl<A: Into<AnyObj>, const N: usize> From<[A; N]> for Obj<Set> {
    #[track_caller]
    fn from(elements: [A; N]) -> Self {
        Self::from_iter(elements)
    }
}
