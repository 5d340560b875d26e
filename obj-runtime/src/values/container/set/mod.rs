//! `Set`: objects of which no two are equal.

pub(crate) mod algebra;
mod both_kinds;
pub(crate) mod frozen_set;
pub(crate) mod iter;

use std::cmp::Ordering;

use super::hashed_key::HashedKey;
use crate::heap::type_info::Unhashable;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::built_in::{container, iterable};
use algebra::Elements;
use both_kinds::{changes, new_sets, questions, set_of_elements};
use iter::SetIter;

/// Python's `set`. Its elements are in the order in which they were added.
///
/// It changes through shared handles and never lends what it holds, so nothing can be borrowed at a wrong time:
/// comparisons, destructors and finalizers that run meanwhile may change the same set. Elements that lie about their
/// equality or hash are not found; nothing worse. Methods that have Python's names behave as in Python, and panic in
/// Python's words; those that begin with `try_` return an error if an element has no hash. `| & - ^` of
/// handles are Python's, and mix both kinds of sets.
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
///
/// let (small, even): (Obj<Set>, Obj<Set>) = ([1, 2, 3].into(), [2, 4].into());
/// assert_eq!(small.union(&even.clone().into()).to_string(), "{1, 2, 3, 4}");
/// assert_eq!((&small & &even).to_string(), "{2}");
/// assert!(small.issuperset(&[1, 2].into_iter().collect::<Obj<Set>>().into()));
/// small.difference_update(&even.into());
/// assert_eq!(small.iter().map(|item| item.to_string()).collect::<Vec<_>>(), ["1", "3"]);
/// ```
pub struct Set {
    elements: Elements,
}

set_of_elements! { Set named "set", written "{" "}", mutable {} }

impl Set {
    /// A set of the items of anything that has some: Python's `set(items)`, always a new one.
    ///
    /// # Panics
    /// `TypeError: 'int' object is not iterable`, `TypeError: unhashable type: 'list'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(Set::of(&"aab".into()).len(), 2);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn of(items: &AnyObj) -> Obj<Self> {
        Self::object(algebra::collect(items))
    }

    /// Adds an element; returns whether it is new. One that is there stays.
    ///
    /// # Panics
    /// `TypeError: unhashable type: 'list'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let set = graph! { {1, 2} };
    /// assert!(set.add(3.into()) && !set.add(1.into()));
    /// ```
    #[track_caller]
    pub fn add(&self, element: AnyObj) -> bool {
        let hash = HashedKey::expect(&element).stored_hash();
        algebra::add(&self.elements, hash, element)
    }

    /// Adds an element; returns whether it is new.
    ///
    /// # Errors
    /// If it has no hash.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let set = graph! { {1, 2} };
    /// assert_eq!(set.try_insert(3), Ok(true));
    /// assert!(set.try_insert(Obj::<List>::default()).is_err());      // a list has no hash
    /// ```
    pub fn try_insert(&self, element: impl Into<AnyObj>) -> Result<bool, Unhashable> {
        let element = element.into();
        let hash = element.hash_value()?;
        Ok(algebra::add(&self.elements, hash, element))
    }

    /// Removes an element if it is there; returns whether it was.
    ///
    /// # Panics
    /// `TypeError: unhashable type: 'list'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let set = graph! { {1, 2} };
    /// assert!(set.discard(&1.into()) && !set.discard(&9.into()));
    /// ```
    #[track_caller]
    pub fn discard(&self, element: &AnyObj) -> bool {
        algebra::remove(&self.elements, &HashedKey::expect(element))
    }

    /// Removes an element if it is there; returns whether it was.
    ///
    /// # Errors
    /// If `element` has no hash.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let set = graph! { {1, 2} };
    /// assert_eq!(set.try_remove(&1.into()), Ok(true));
    /// ```
    pub fn try_remove(&self, element: &AnyObj) -> Result<bool, Unhashable> {
        Ok(algebra::remove(&self.elements, &HashedKey::new(element)?))
    }

    /// Removes an element.
    ///
    /// # Panics
    /// `KeyError: 'element'`, `TypeError: unhashable type: 'list'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let set = graph! { {1, 2} };
    /// set.remove(&1.into());
    /// assert_eq!(set.to_string(), "{2}");
    /// ```
    #[track_caller]
    pub fn remove(&self, element: &AnyObj) {
        assert!(self.discard(element), "KeyError: {element:?}");
    }

    /// Takes out an element: the one that was added last.
    ///
    /// # Panics
    /// `KeyError: 'pop from an empty set'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let set = graph! { {1, 2} };
    /// set.pop();
    /// assert_eq!(set.len(), 1);
    /// ```
    #[track_caller]
    pub fn pop(&self) -> AnyObj {
        match self.elements.take_last() {
            Some((_, element, ())) => element,
            None => panic!("KeyError: 'pop from an empty set'"),
        }
    }

    /// Removes all elements.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let set = graph! { {1, 2} };
    /// set.clear();
    /// assert!(set.is_empty());
    /// ```
    pub fn clear(&self) {
        drop(self.elements.take_all());
    }

    /// A new set of the same elements. None is hashed or compared.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let set = graph! { {1, 2} };
    /// let copy = set.copy();
    /// assert!(copy == set && !Obj::is(&copy, &set));
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn copy(&self) -> Obj<Self> {
        Self::object(self.elements.duplicate())
    }

    changes! {
        /// Adds the items of anything that has some: Python's `s.update(items)` and `s |= t`.
        ///
        /// # Examples
        /// ```
        /// # use obj_runtime::prelude::*;
        /// let (small, even): (Obj<Set>, Obj<Set>) = ([1, 2, 3].into(), [2, 4].into());
        /// small.update(&even.into());
        /// assert_eq!(small.to_string(), "{1, 2, 3, 4}");
        /// ```
        update = algebra::update;
        /// Keeps what is among the items: Python's `s &= t`.
        ///
        /// # Examples
        /// ```
        /// # use obj_runtime::prelude::*;
        /// let (small, even): (Obj<Set>, Obj<Set>) = ([1, 2, 3].into(), [2, 4].into());
        /// small.intersection_update(&even.into());
        /// assert_eq!(small.to_string(), "{2}");
        /// ```
        intersection_update = algebra::keep_common;
        /// Removes what is among the items: Python's `s -= t`.
        ///
        /// # Examples
        /// ```
        /// # use obj_runtime::prelude::*;
        /// let (small, even): (Obj<Set>, Obj<Set>) = ([1, 2, 3].into(), [2, 4].into());
        /// small.difference_update(&even.into());
        /// assert_eq!(small.to_string(), "{1, 3}");
        /// ```
        difference_update = algebra::remove_all;
        /// Removes what is among the items and adds the other items: Python's `s ^= t`.
        ///
        /// # Examples
        /// ```
        /// # use obj_runtime::prelude::*;
        /// let (small, even): (Obj<Set>, Obj<Set>) = ([1, 2, 3].into(), [2, 4].into());
        /// small.symmetric_difference_update(&even.into());
        /// assert_eq!(small.to_string(), "{1, 3, 4}");
        /// ```
        symmetric_difference_update = algebra::toggle;
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
