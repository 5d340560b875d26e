//! `Tuple`: a fixed number of objects, in one slot.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{BuildHasher, Hasher};
use std::ptr::NonNull;

use foldhash::fast::FixedState;

use super::sequence;
use crate::heap::sized::{SizedPools, pools_of};
use crate::heap::type_info::Unhashable;
use crate::ledger;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::row::{self, Row, row_slots};
use crate::object::shared::cache::cached;
use crate::trace::{Trace, Tracer};
use crate::values::built_in::built_in;
use crate::values::items::items_of;
use crate::values::recursion::{Nesting, Writing};
use crate::values::slice::Slice;

/// Python's `tuple`: items that never change, which the handle dereferences to.
///
/// There is one empty tuple per thread; every other tuple is an object of its own, except that an operation
/// that would only copy a tuple gives the same object. A tuple's items lie in its slot. It is immutable but may be part of a
/// cycle, as its items may change. `+` and `*` of handles are Python's.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// let empty = Obj::<Tuple>::default();
/// let pair: Obj<Tuple> = [empty.clone(), empty].into();
/// assert_eq!(pair.len(), 2);
/// assert!(AnyObj::is(&pair[0], &pair[1]));
/// assert_eq!(format!("{pair:?}"), "((), ())");
/// assert!(Obj::is(&pair.slice(..), &pair));
/// ```
///
/// Invariant: in a slot, `len` items follow. A value that is not in a slot has none.
#[repr(C, align(8))]
#[derive(Default)]
pub struct Tuple {
    len: usize,
    _items: OwnedBehind,
}

/// That items lie behind a length, which are dropped with it.
#[derive(Default)]
struct OwnedBehind;

impl Drop for OwnedBehind {
    fn drop(&mut self) {}
}

const _: () = assert!(size_of::<Tuple>() == row::HEAD);

// SAFETY: the items are visited by `trace_slot`; outside of a slot there are none.
unsafe impl Trace for Tuple {
    type Leaves<H> = ();
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    fn trace(_: &Self, _: &mut Tracer) {}
}

built_in! { Tuple as [AnyObj], named "tuple" {
    // By the invariant of `Tuple`: items lie behind the length, and are only reached from the slot's pointer.
    row_slots! { AnyObj }

    unsafe fn drop_slot(value: NonNull<u8>) {
        // SAFETY: the contract is the same.
        let items = unsafe { Self::view(value) };
        let last_to_first = (0..items.len()).rev();
        sequence::drop_each(last_to_first.map(|index| {
            let item = items.cast::<AnyObj>().as_ptr().wrapping_add(index);
            // SAFETY: each item is read once, and nobody looks at the tuple again.
            unsafe { item.read() }
        }));
    }

    /// A value that is not in a slot is the empty tuple.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn make(_: Self) -> Obj<Self> {
        empty()
    }

    fn debug(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Self::repr(this, f)
    }

    fn repr(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(_writing) = Writing::enter(Obj::id(this)) else { return f.write_str("(...)") };
        f.write_str("(")?;
        sequence::write_items(&**this, f)?;
        f.write_str(if this.len() == 1 { ",)" } else { ")" })
    }

    fn is_equal(this: &Obj<Self>, other: &Obj<Self>) -> bool {
        sequence::equal(&**this, &**other)
    }

    fn equals(this: &Obj<Self>, other: &AnyObj) -> bool {
        other.downcast_ref::<Self>().is_some_and(|other| Self::is_equal(this, other))
    }

    fn hash_value(this: &Obj<Self>) -> Result<u64, Unhashable> {
        let _nesting = Nesting::enter("");
        let mut hasher = FixedState::with_seed(1).build_hasher();
        for item in &**this {
            hasher.write_u64(item.hash_value()?);
        }
        Ok(hasher.finish())
    }

    fn compare(this: &Obj<Self>, other: &AnyObj) -> Option<Ordering> {
        sequence::order(&**this, &**other.downcast_ref::<Self>()?).ok().flatten()
    }
} }

// SAFETY: 1. slots are made as rows; a value that is not in a slot is the empty tuple; 2. the thread-local is this type's.
unsafe impl Row for Tuple {
    type Item = AnyObj;
    #[inline]
    fn pools() -> &'static SizedPools {
        thread_local!(static POOLS: SizedPools = const { SizedPools::new() });
        pools_of(&POOLS)
    }
}

/// The empty tuple.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn empty() -> Obj<Tuple> {
    cached(0, 1, || row::of_array([]))
}

/// A tuple of these items.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn make(items: Vec<AnyObj>) -> Obj<Tuple> {
    if items.is_empty() { empty() } else { row::of_vec(items) }
}

impl Tuple {
    /// A tuple of the items of anything that has some: Python's `tuple(items)`. Of a tuple it is the same object.
    ///
    /// # Panics
    /// `TypeError: 'int' object is not iterable`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(Tuple::of(&"ab".into()).len(), 2);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn of(items: &AnyObj) -> Obj<Self> {
        match items.downcast_ref::<Self>() {
            Some(tuple) => tuple.clone(),
            None => make(items_of(items)),
        }
    }
}

/// Python's operations on tuples. Those that would copy a tuple unchanged give the same object.
impl Obj<Tuple> {
    /// The items that a slice means: Python's `t[1:3]`.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let nested: Obj<Tuple> = [Obj::<Tuple>::default()].into();
    /// assert!(Obj::is(&nested.slice(0..1), &nested));
    /// assert!(Obj::is(&nested.slice(1..), &Obj::<Tuple>::default()));
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn slice(&self, slice: impl Into<Slice>) -> Self {
        let _attribution = ledger::attribute_to_caller();
        let slice = slice.into();
        if slice.is_everything(self.len()) {
            return self.clone();
        }
        make(slice.indices(self.len()).map(|index| self[index].clone()).collect())
    }

    /// Both tuples' items: Python's `t + u`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let items = graph! { (1, 2, 3) };
    /// assert_eq!(items.plus(&items).len(), 6);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn plus(&self, other: &Self) -> Self {
        let _attribution = ledger::attribute_to_caller();
        match (self.is_empty(), other.is_empty()) {
            (true, _) => other.clone(),
            (_, true) => self.clone(),
            _ => make(self.iter().chain(other.iter()).cloned().collect()),
        }
    }

    /// The items so many times: Python's `t * n`.
    ///
    /// # Panics
    /// `MemoryError` if the tuple would be too long.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let items = graph! { (1, 2, 3) };
    /// assert_eq!(items.times(2).len(), 6);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn times(&self, count: isize) -> Self {
        if count == 1 || self.is_empty() {
            return self.clone();
        }
        make(repeat(self, count))
    }

    /// The index of the first item that is or equals `item`.
    ///
    /// # Panics
    /// `ValueError: tuple.index(x): x not in tuple`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let items = graph! { (1, 2, 3) };
    /// assert_eq!(items.index(&3.into()), 2);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn index(&self, item: &AnyObj) -> usize {
        match sequence::position(&**self, item) {
            Some(index) => index,
            None => panic!("ValueError: tuple.index(x): x not in tuple"),
        }
    }

    /// How many items are or equal `item`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let items = graph! { (1, 2, 3) };
    /// assert_eq!(items.count(&3.into()), 1);
    /// ```
    #[must_use]
    pub fn count(&self, item: &AnyObj) -> usize {
        sequence::occurrences(&**self, item)
    }

    /// Whether an item is or equals `item`: Python's `item in t`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let items = graph! { (1, 2, 3) };
    /// assert!(items.has(&2.into()));
    /// ```
    #[must_use]
    pub fn has(&self, item: &AnyObj) -> bool {
        sequence::position(&**self, item).is_some()
    }

    /// The item at an index that counts from the end if it is negative: Python's `t[index]`.
    ///
    /// # Panics
    /// `IndexError: tuple index out of range`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let items = graph! { (1, 2, 3) };
    /// assert_eq!(items.get_item(-1), 3);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn get_item(&self, index: isize) -> AnyObj {
        match sequence::from_either_end(index, self.len()) {
            Some(index) => self[index].clone(),
            None => panic!("IndexError: tuple index out of range"),
        }
    }
}

/// Handles to `items`, so many times over.
#[track_caller]
pub(crate) fn repeat(items: &[AnyObj], count: isize) -> Vec<AnyObj> {
    let _attribution = ledger::attribute_to_caller();
    let count = count.max(0).unsigned_abs();
    let mut repeated = Vec::new();
    if repeated.try_reserve_exact(items.len().saturating_mul(count)).is_err() {
        panic!("MemoryError")
    }
    for _ in 0..count {
        repeated.extend_from_slice(items);
    }
    repeated
}

impl<A: Into<AnyObj>> From<Vec<A>> for Obj<Tuple> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(items: Vec<A>) -> Self {
        Self::from_iter(items)
    }
}

impl<A: Into<AnyObj>, const N: usize> From<[A; N]> for Obj<Tuple> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(items: [A; N]) -> Self {
        let _attribution = ledger::attribute_to_caller();
        if N == 0 { empty() } else { row::of_array(items.map(Into::into)) }
    }
}

impl From<&[AnyObj]> for Obj<Tuple> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(items: &[AnyObj]) -> Self {
        let _attribution = ledger::attribute_to_caller();
        make(items.to_vec())
    }
}

impl<A: Into<AnyObj>> FromIterator<A> for Obj<Tuple> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
        make(sequence::objects(items))
    }
}
