//! `List`: objects in a row, which can be added and taken out.

pub(crate) mod iter;
mod slice;
mod sort;

use std::cell::UnsafeCell;
use std::cmp::Ordering;
use std::fmt;
use std::mem;
use std::panic::{RefUnwindSafe, UnwindSafe};

use super::sequence::{self, Sequence};
use super::tuple::repeat;
use crate::ledger;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::end_reading::end_reading;
use crate::object::guard::{AnyRef, Holds};
#[cfg(feature = "parcel")]
use crate::trace::Relocator;
use crate::trace::{Trace, Tracer};
use crate::values::built_in::container;
use crate::values::items::items_of;
use crate::values::recursion::Writing;
use crate::values::slice::Slice;
use iter::ListIter;

/// Python's `list`.
///
/// It changes through shared handles and never lends what it holds, so nothing can be borrowed at a wrong time:
/// comparisons, destructors and finalizers that run meanwhile may change the same list. Methods that have
/// Python's names behave as in Python, and panic in Python's words; so do `+`, `*`, `+=` and `*=` of handles.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// let list = Obj::new(List::default());
/// list.append(list.clone().into());
/// assert_eq!(format!("{list:?}"), "[[...]]");
/// assert!(AnyObj::is(&list.get_item(-1), Obj::as_any(&list)));
/// list.clear();
/// assert!(list.is_empty());
/// ```
#[derive(Default)]
pub struct List {
    items: UnsafeCell<Vec<AnyObj>>,
}

// SAFETY: each item is owned by the list and visited once.
unsafe impl Trace for List {
    type Leaves<H> = ();
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    fn trace(this: &Self, tracer: &mut Tracer) {
        this.with(|items| Trace::trace(items, tracer));
    }
    crate::trace::owns! { this => this.with(|items| items.capacity()) * size_of::<AnyObj>() }
    #[cfg(feature = "parcel")]
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        Trace::relocate(this.items.get_mut(), relocator);
    }
}

#[cfg(feature = "parcel")]
impl List {
    /// Another one with the same items.
    fn duplicate(&self) -> Self {
        Self { items: UnsafeCell::new(self.with(|items| items.clone())) }
    }
}

container! { mutable List named "list" {
    fn equals(this: &Obj<Self>, other: &AnyObj) -> bool {
        other.downcast_ref::<Self>().is_some_and(|other| **this == **other)
    }

    fn compare(this: &Obj<Self>, other: &AnyObj) -> Option<Ordering> {
        (**this).partial_cmp(&**other.downcast_ref::<Self>()?)
    }
} }

impl Sequence for List {
    fn count(&self) -> usize {
        self.len()
    }

    fn read<R>(&self, index: usize, work: impl FnOnce(&AnyObj) -> R) -> Option<R> {
        let item = self.at(index)?;
        let result = work(&item);
        end_reading(item, |item| self.holds(index, item));
        Some(result)
    }
}

impl Holds<AnyObj> for List {
    fn holds(&self, index: usize, item: &AnyObj) -> bool {
        self.with(|items| items.get(index).is_some_and(|now| AnyObj::is(now, item)))
    }
}

impl List {
    /// Does `work` with the items.
    ///
    /// Invariant: `work` makes no object, drops no handle, runs no user code and does not come back here. So there
    /// is one reference to the items at a time.
    #[inline]
    fn with<R>(&self, work: impl FnOnce(&mut Vec<AnyObj>) -> R) -> R {
        // SAFETY: by the invariant.
        work(unsafe { &mut *self.items.get() })
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn at(&self, index: usize) -> Option<AnyObj> {
        let _attribution = ledger::attribute_to_caller();
        self.with(|items| items.get(index).cloned())
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn look_at(&self, index: usize) -> Option<AnyRef<'_>> {
        let item = self.with(|items| items.get(index).map(AnyObj::to_read))?;
        Some(AnyRef::new(item, self, index))
    }

    /// The items as they are now.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(in crate::values) fn snapshot(&self) -> Vec<AnyObj> {
        let _attribution = ledger::attribute_to_caller();
        self.with(|items| items.clone())
    }

    /// The items that a slice means.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn pick(&self, slice: Slice) -> Vec<AnyObj> {
        let _attribution = ledger::attribute_to_caller();
        self.with(|items| slice.indices(items.len()).map(|index| items[index].clone()).collect())
    }

    /// Takes out all items.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn take_all(&self) -> Vec<AnyObj> {
        self.with(mem::take)
    }

    /// Puts `new` in place of the items, and returns those.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn exchange(&self, new: Vec<AnyObj>) -> Vec<AnyObj> {
        self.with(|items| mem::replace(items, new))
    }

    /// Whether anything was put into the list since `take_all`.
    pub(super) fn is_touched(&self) -> bool {
        self.with(|items| items.capacity() != 0)
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn take(&self, index: usize) -> Option<AnyObj> {
        self.with(|items| (index < items.len()).then(|| items.remove(index)))
    }

    /// A list of the items of anything that has some: Python's `list(items)`, always a new one.
    ///
    /// # Panics
    /// `TypeError: 'int' object is not iterable`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(List::of(&"abc".into()).to_string(), "['a', 'b', 'c']");
    /// ```
    #[must_use]
    #[track_caller]
    pub fn of(items: &AnyObj) -> Obj<Self> {
        Obj::new(items_of(items).into())
    }

    /// The number of items.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// assert_eq!(list.len(), 3);
    /// ```
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.with(|items| items.len())
    }

    /// Whether there are no items.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// assert!(!list.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at an index that counts from the end if it is negative.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// assert_eq!(list.get(-1).unwrap(), 3);
    /// assert!(list.get(3).is_none());
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get(&self, index: isize) -> Option<AnyObj> {
        self.at(sequence::from_either_end(index, self.len())?)
    }

    /// The item at an index: Python's `l[index]`.
    ///
    /// # Panics
    /// `IndexError: list index out of range`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// assert_eq!(list.get_item(-1), 3);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn get_item(&self, index: isize) -> AnyObj {
        match self.get(index) {
            Some(item) => item,
            None => panic!("IndexError: list index out of range"),
        }
    }

    /// Replaces the item at an index: Python's `l[index] = item`. The old item is dropped when the new one is in place.
    ///
    /// # Panics
    /// `IndexError: list assignment index out of range`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// list.set_item(0, 9.into());
    /// assert_eq!(list.to_string(), "[9, 2, 3]");
    /// ```
    #[track_caller]
    pub fn set_item(&self, index: isize, item: AnyObj) {
        let Some(index) = sequence::from_either_end(index, self.len()) else {
            panic!("IndexError: list assignment index out of range")
        };
        let old = self.with(|items| mem::replace(&mut items[index], item));
        drop(old);
    }

    /// Removes the item at an index: Python's `del l[index]`.
    ///
    /// # Panics
    /// `IndexError: list assignment index out of range`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// list.del_item(0);
    /// assert_eq!(list.to_string(), "[2, 3]");
    /// ```
    #[track_caller]
    pub fn del_item(&self, index: isize) {
        let index = sequence::from_either_end(index, self.len());
        if index.and_then(|index| self.take(index)).is_none() {
            panic!("IndexError: list assignment index out of range")
        }
    }

    /// Adds an item at the end. Amortised constant time.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// list.append(4.into());
    /// assert_eq!(list.to_string(), "[1, 2, 3, 4]");
    /// ```
    #[inline]
    pub fn append(&self, item: AnyObj) {
        self.with(|items| items.push(item));
    }

    /// Adds the items of anything that has some: Python's `l.extend(items)` and `l += items`.
    ///
    /// # Panics
    /// `TypeError: 'int' object is not iterable`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// list.extend(&"ab".into());
    /// assert_eq!(list.to_string(), "[1, 2, 3, 'a', 'b']");
    /// ```
    #[track_caller]
    pub fn extend(&self, items: &AnyObj) {
        self.append_all(items_of(items));
    }

    /// Adds items at the end.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let list = Obj::new(List::default());
    /// list.append_all([Obj::<Tuple>::default(), Obj::default()]);
    /// assert_eq!(list.len(), 2);
    /// ```
    pub fn append_all<A: Into<AnyObj>>(&self, items: impl IntoIterator<Item = A>) {
        // Whatever the iterator does is done before the list is touched.
        let mut new: Vec<AnyObj> = items.into_iter().map(Into::into).collect();
        self.with(|items| items.append(&mut new));
    }

    /// Puts an item before the one at an index; beyond an end, at that end. Linear time.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// list.insert(1, 9.into());
    /// assert_eq!(list.to_string(), "[1, 9, 2, 3]");
    /// ```
    pub fn insert(&self, index: isize, item: AnyObj) {
        self.with(|items| {
            let len = items.len();
            let from_end = || len.saturating_sub(index.unsigned_abs());
            let place = if index < 0 { from_end() } else { index.unsigned_abs().min(len) };
            items.insert(place, item);
        });
    }

    /// Takes out the last item.
    ///
    /// # Panics
    /// `IndexError: pop from empty list`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// assert_eq!(list.pop(), 3);
    /// assert_eq!(list.to_string(), "[1, 2]");
    /// ```
    #[track_caller]
    pub fn pop(&self) -> AnyObj {
        match self.with(|items| items.pop()) {
            Some(item) => item,
            None => panic!("IndexError: pop from empty list"),
        }
    }

    /// Takes out the item at an index: Python's `l.pop(index)`. Linear time.
    ///
    /// # Panics
    /// `IndexError: pop from empty list`, `IndexError: pop index out of range`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// assert_eq!(list.pop_at(0), 1);
    /// assert_eq!(list.to_string(), "[2, 3]");
    /// ```
    #[track_caller]
    pub fn pop_at(&self, index: isize) -> AnyObj {
        let place = sequence::from_either_end(index, self.len());
        match place.and_then(|place| self.take(place)) {
            Some(item) => item,
            None if self.is_empty() => panic!("IndexError: pop from empty list"),
            None => panic!("IndexError: pop index out of range"),
        }
    }

    /// Removes the first item that is or equals `item`.
    ///
    /// # Panics
    /// `ValueError: list.remove(x): x not in list`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// list.remove(&2.into());
    /// assert_eq!(list.to_string(), "[1, 3]");
    /// ```
    #[track_caller]
    pub fn remove(&self, item: &AnyObj) {
        match sequence::position(self, item) {
            Some(index) => drop(self.take(index)),
            None => panic!("ValueError: list.remove(x): x not in list"),
        }
    }

    /// The index of the first item that is or equals `item`.
    ///
    /// # Panics
    /// `ValueError: 5 is not in list`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// assert_eq!(list.index(&3.into()), 2);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn index(&self, item: &AnyObj) -> usize {
        match sequence::position(self, item) {
            Some(index) => index,
            None => panic!("ValueError: {item:?} is not in list"),
        }
    }

    /// How many items are or equal `item`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// assert_eq!(list.count(&2.into()), 1);
    /// ```
    #[must_use]
    pub fn count(&self, item: &AnyObj) -> usize {
        sequence::occurrences(self, item)
    }

    /// Whether an item is or equals `item`: Python's `item in l`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// assert!(list.contains(&2.0.into()));         // equal, as in Python
    /// ```
    #[must_use]
    pub fn contains(&self, item: &AnyObj) -> bool {
        sequence::position(self, item).is_some()
    }

    /// Turns the order round.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// list.reverse();
    /// assert_eq!(list.to_string(), "[3, 2, 1]");
    /// ```
    pub fn reverse(&self) {
        self.with(|items| items.reverse());
    }

    /// Removes all items, last to first.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// list.clear();
    /// assert!(list.is_empty());
    /// ```
    pub fn clear(&self) {
        let old = self.take_all();
        if old.capacity() > 0 && sort::is_running() {
            // Whoever sorts the list sees that something was put into it.
            self.with(|items| items.reserve(1));
        }
        sequence::drop_each(old.into_iter().rev());
    }

    /// A new list of the same items.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// let copy = list.copy();
    /// assert!(copy == list && !Obj::is(&copy, &list));
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn copy(&self) -> Obj<Self> {
        Obj::new(self.snapshot().into())
    }

    /// A new list of both lists' items: Python's `l + m`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// assert_eq!(list.plus(&list).to_string(), "[1, 2, 3, 1, 2, 3]");
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn plus(&self, other: &Self) -> Obj<Self> {
        let mut items = self.snapshot();
        items.append(&mut other.snapshot());
        Obj::new(items.into())
    }

    /// A new list of the items so many times: Python's `l * n`.
    ///
    /// # Panics
    /// `MemoryError` if the list would be too long.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// assert_eq!(list.times(2).to_string(), "[1, 2, 3, 1, 2, 3]");
    /// ```
    #[must_use]
    #[track_caller]
    pub fn times(&self, count: isize) -> Obj<Self> {
        Obj::new(repeat(&self.snapshot(), count).into())
    }

    /// Repeats the items so many times in place: Python's `l *= n`.
    ///
    /// # Panics
    /// `MemoryError` if the list would be too long.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// list.times_in_place(2);
    /// assert_eq!(list.len(), 6);
    /// ```
    #[track_caller]
    pub fn times_in_place(&self, count: isize) {
        if count <= 0 {
            return self.clear();
        }
        let mut more = repeat(&self.snapshot(), count - 1);
        self.with(|items| items.append(&mut more));
    }

    /// The items one by one, as Python iterates over a list: each step looks at the list as it is then, so items
    /// added at the end while iterating are met, and removing one that was met skips one.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// for item in list.iter() {
    ///     assert!(item.is_a::<Int>());
    /// }
    /// ```
    pub fn iter(&self) -> ListIter<'_> {
        ListIter::new(self)
    }
}

// A panic finds the list whole.
impl UnwindSafe for List {}
impl RefUnwindSafe for List {}

impl Drop for List {
    fn drop(&mut self) {
        sequence::drop_each(mem::take(self.items.get_mut()).into_iter().rev());
    }
}

impl PartialEq for List {
    fn eq(&self, other: &Self) -> bool {
        sequence::equal(self, other)
    }
}

/// Items are compared until two differ; `None` if those have no order.
impl PartialOrd for List {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        sequence::order(self, other).ok().flatten()
    }
}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(_writing) = Writing::enter((&raw const *self).addr()) else { return f.write_str("[...]") };
        f.write_str("[")?;
        sequence::write_items(self, f)?;
        f.write_str("]")
    }
}

impl<A: Into<AnyObj>> From<Vec<A>> for List {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(items: Vec<A>) -> Self {
        Self::from_iter(items)
    }
}

impl<A: Into<AnyObj>> FromIterator<A> for List {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
        Self { items: UnsafeCell::new(sequence::objects(items)) }
    }
}

impl<A: Into<AnyObj>> Extend<A> for List {
    fn extend<I: IntoIterator<Item = A>>(&mut self, items: I) {
        self.append_all(items);
    }
}

impl<A: Into<AnyObj>> From<Vec<A>> for Obj<List> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(items: Vec<A>) -> Self {
        Self::new(items.into())
    }
}

impl<A: Into<AnyObj>, const N: usize> From<[A; N]> for Obj<List> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(items: [A; N]) -> Self {
        Self::from_iter(items)
    }
}

impl<A: Into<AnyObj>> FromIterator<A> for Obj<List> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
        Self::new(List::from_iter(items))
    }
}
