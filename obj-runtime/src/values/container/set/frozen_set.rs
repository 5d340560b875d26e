//! `FrozenSet`: a set that never changes, and so can be a key.

use std::cmp::Ordering;

use super::algebra::{self, Elements};
use super::both_kinds::{new_sets, questions, set_of_elements};
use super::iter::SetIter;
use crate::heap::type_info::Unhashable;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::built_in::{container, iterable};
use crate::values::container::hashed_key::HashedKey;

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
///
/// let (small, even): (Obj<FrozenSet>, Obj<FrozenSet>) = ([1, 2, 3].into(), [2, 4].into());
/// assert_eq!(small.symmetric_difference(&even.clone().into()).to_string(), "frozenset({1, 3, 4})");
/// assert_eq!((&small - &even).to_string(), "frozenset({1, 3})");
/// assert!(small.contains(&1.into()) && !small.isdisjoint(&even.into()));
/// ```
pub struct FrozenSet {
    elements: Elements,
}

set_of_elements! { FrozenSet named "frozenset", written "frozenset({" "})", {
    fn hash_value(this: &Obj<Self>) -> Result<u64, Unhashable> {
        Ok(algebra::hash(&this.elements))
    }
} }

impl FrozenSet {
    /// A set of the items of anything that has some: Python's `frozenset(items)`. Of a frozen set it is the same object.
    ///
    /// # Panics
    /// `TypeError: 'int' object is not iterable`, `TypeError: unhashable type: 'list'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(FrozenSet::of(&"aab".into()).len(), 2);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn of(items: &AnyObj) -> Obj<Self> {
        match items.downcast_ref::<Self>() {
            Some(set) => set.clone(),
            None => Self::object(algebra::collect(items)),
        }
    }
}

impl Obj<FrozenSet> {
    /// The same object: what never changes need not be copied.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let set = FrozenSet::of(&"ab".into());
    /// assert!(Obj::is(&set.copy(), &set));          // it never changes
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn copy(&self) -> Self {
        self.clone()
    }
}
