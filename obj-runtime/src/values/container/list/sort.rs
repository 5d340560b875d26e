//! Sorting a list.
//!
//! Comparisons are user code: they may panic, be inconsistent, or use the list. So the items are
//! out of the list meanwhile, as in CPython, and a merge sort that ends whatever they return orders their indices.

use std::cell::Cell;

use super::List;
use crate::object::Object;
use crate::object::any::AnyObj;
use crate::values::comparison::order;
use crate::values::container::sequence::drop_each;
use crate::values::number::int::Int;
use crate::values::text::string::Str;

impl List {
    /// Sorts the items by `<`, equal ones in the order in which they were.
    ///
    /// While comparisons run, the list is empty. Takes n log n comparisons.
    ///
    /// # Panics
    /// `TypeError: '<' not supported between instances of 'str' and 'int'`. `ValueError: list modified during sort` if a
    /// comparison changed the list; the items are sorted then. If a comparison panics, the items are in the order in which they were.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [3, 1, 2] };
    /// list.sort();
    /// assert_eq!(list.to_string(), "[1, 2, 3]");
    /// ```
    #[track_caller]
    pub fn sort(&self) {
        self.sort_in(false);
    }

    /// The same, in descending order if `reverse`; equal ones stay in the order in which they were.
    #[track_caller]
    pub(crate) fn sort_in(&self, reverse: bool) {
        let taken = Taken::out_of(self);
        let sorted = sorted_indices(&taken.items, reverse);
        taken.put_back(sorted);
    }

    /// Sorts the items by keys, each made once, as [`sort`](Self::sort) does: Python's `l.sort(key=…)`.
    ///
    /// # Panics
    /// As [`sort`](Self::sort).
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { ["bb", "a", "ccc"] };
    /// list.sort_by_key(|item| item.to_string().len() as i64);
    /// assert_eq!(list.to_string(), "['a', 'bb', 'ccc']");
    /// ```
    #[track_caller]
    pub fn sort_by_key<K: Into<AnyObj>>(&self, key: impl FnMut(&AnyObj) -> K) {
        self.sort_by_key_in(false, key);
    }

    /// The same, as [`sort_in`](Self::sort_in).
    #[track_caller]
    pub(crate) fn sort_by_key_in<K: Into<AnyObj>>(&self, reverse: bool, mut key: impl FnMut(&AnyObj) -> K) {
        let taken = Taken::out_of(self);
        let keys: Vec<AnyObj> = taken.items.iter().map(|item| key(item).into()).collect();
        let sorted = sorted_indices(&keys, reverse);
        taken.put_back(sorted);
    }
}

thread_local! {
    /// How many lists are being sorted.
    static RUNNING: Cell<usize> = const { Cell::new(0) };
}

/// Whether a list is being sorted.
pub(super) fn is_running() -> bool {
    RUNNING.get() > 0
}

/// The items of a list that is being sorted: they go back to it, however sorting ends.
struct Taken<'a> {
    list: &'a List,
    items: Vec<AnyObj>,
}

impl<'a> Taken<'a> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn out_of(list: &'a List) -> Self {
        RUNNING.set(RUNNING.get() + 1);
        Self { list, items: list.take_all() }
    }

    #[track_caller]
    fn put_back(mut self, order: Vec<usize>) {
        let mut items: Vec<Option<AnyObj>> = std::mem::take(&mut self.items).into_iter().map(Some).collect();
        self.items = order.into_iter().filter_map(|index| items[index].take()).collect();
        let was_touched = self.list.is_touched();
        drop(self);
        assert!(!was_touched, "ValueError: list modified during sort");
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        RUNNING.set(RUNNING.get() - 1);
        let put_meanwhile = self.list.exchange(std::mem::take(&mut self.items));
        drop_each(put_meanwhile.into_iter().rev());
    }
}

#[track_caller]
fn is_less(left: &AnyObj, right: &AnyObj) -> bool {
    match order(left, right) {
        Ok(order) => order.is_some_and(std::cmp::Ordering::is_lt),
        Err(error) => panic!("TypeError: {error}"),
    }
}

/// The indices of `keys` in ascending order of these, or in descending order; of equal ones, in ascending order.
#[track_caller]
fn sorted_indices(keys: &[AnyObj], reverse: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    // As CPython does: from behind, and back.
    if reverse {
        order.reverse();
    }
    if !(sort_by_views::<Int>(keys, &mut order) || sort_by_views::<Str>(keys, &mut order)) {
        order = merge_sort(keys, order);
    }
    if reverse {
        order.reverse();
    }
    order
}

/// Sorts the indices, if all keys are of this type, which takes no user code to compare. Returns whether they are.
fn sort_by_views<T: Object<View: Ord>>(keys: &[AnyObj], order: &mut [usize]) -> bool {
    let views: Option<Vec<&T::View>> = keys.iter().map(|key| key.downcast_ref::<T>().map(|key| &**key)).collect();
    views.map(|views| order.sort_by_key(|&index| views[index])).is_some()
}

/// Sorts the indices; of equal keys they stay as they are.
#[track_caller]
fn merge_sort(keys: &[AnyObj], mut sorted: Vec<usize>) -> Vec<usize> {
    let mut merged = Vec::with_capacity(keys.len());
    let mut width = 1;
    while width < keys.len() {
        merged.clear();
        for run in sorted.chunks(2 * width) {
            let (left, right) = run.split_at(width.min(run.len()));
            merge(keys, left, right, &mut merged);
        }
        std::mem::swap(&mut sorted, &mut merged);
        width *= 2;
    }
    sorted
}

#[track_caller]
fn merge(keys: &[AnyObj], left: &[usize], right: &[usize], merged: &mut Vec<usize>) {
    let (mut left, mut right) = (left, right);
    // Runs that follow each other already, as in a sorted list.
    if let (Some(&last), Some(&first)) = (left.last(), right.first())
        && !is_less(&keys[first], &keys[last])
    {
        merged.extend_from_slice(left);
        left = &[];
    }
    while let ([first_left, rest_left @ ..], [first_right, rest_right @ ..]) = (left, right) {
        // Of equal items the left one comes first.
        if is_less(&keys[*first_right], &keys[*first_left]) {
            merged.push(*first_right);
            right = rest_right;
        } else {
            merged.push(*first_left);
            left = rest_left;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
}
