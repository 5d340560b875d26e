//! What lists and tuples have in common: items by index, compared, found and written.
//!
//! Items are compared by user code, which may change a list meanwhile: every step looks anew.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;

use crate::ledger::ARE_TRACED;
use crate::object::any::AnyObj;
use crate::values::comparison::{NotOrdered, order as order_of, same_or_equal};
use crate::values::recursion::Nesting;

/// The objects of values.
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(super) fn objects<A: Into<AnyObj>>(values: impl IntoIterator<Item = A>) -> Vec<AnyObj> {
    if !ARE_TRACED {
        return values.into_iter().map(Into::into).collect();
    }
    // A function of the standard library would not know the caller's line.
    let mut objects = Vec::new();
    for value in values {
        objects.push(value.into());
    }
    objects
}

/// Items by index.
pub(crate) trait Sequence {
    /// How many items there are now.
    fn count(&self) -> usize;

    /// Does `work` with an item, if there is one at `index`. The item stays alive meanwhile.
    fn read<R>(&self, index: usize, work: impl FnOnce(&AnyObj) -> R) -> Option<R>;
}

impl Sequence for [AnyObj] {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn read<R>(&self, index: usize, work: impl FnOnce(&AnyObj) -> R) -> Option<R> {
        self.get(index).map(work)
    }
}

/// The index of the first item at which two sequences differ, or at which one has ended.
fn first_difference<S: Sequence + ?Sized>(left: &S, right: &S) -> usize {
    let mut index = 0;
    while let Some(Some(true)) = left.read(index, |left| right.read(index, |right| same_or_equal(left, right))) {
        index += 1;
    }
    index
}

/// Whether two sequences have equal items.
pub(crate) fn equal<S: Sequence + ?Sized>(left: &S, right: &S) -> bool {
    if left.count() != right.count() {
        return false;
    }
    let _nesting = Nesting::enter(" in comparison");
    let index = first_difference(left, right);
    let (left, right) = (left.count(), right.count());
    left == right && index >= left
}

/// The order of the first items that differ, or of the lengths.
pub(crate) fn order<S: Sequence + ?Sized>(left: &S, right: &S) -> Result<Option<Ordering>, NotOrdered> {
    let _nesting = Nesting::enter(" in comparison");
    let index = first_difference(left, right);
    let items = left.read(index, |left| right.read(index, |right| order_of(left, right)));
    items.flatten().unwrap_or_else(|| Ok(Some(left.count().cmp(&right.count()))))
}

/// The index of the first item that is or equals `item`.
pub(crate) fn position<S: Sequence + ?Sized>(items: &S, item: &AnyObj) -> Option<usize> {
    position_in(items, item, 0..usize::MAX)
}

/// The same among the items with these indices.
pub(crate) fn position_in<S: Sequence + ?Sized>(items: &S, item: &AnyObj, range: Range<usize>) -> Option<usize> {
    for index in range {
        if items.read(index, |other| same_or_equal(other, item))? {
            return Some(index);
        }
    }
    None
}

/// How many items are or equal `item`.
pub(crate) fn occurrences<S: Sequence + ?Sized>(items: &S, item: &AnyObj) -> usize {
    let mut index = 0;
    let mut found = 0;
    while let Some(is_equal) = items.read(index, |other| same_or_equal(other, item)) {
        found += usize::from(is_equal);
        index += 1;
    }
    found
}

/// Writes the items with commas between them.
pub(crate) fn write_items<S: Sequence + ?Sized>(items: &S, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut index = 0;
    while let Some(written) = items.read(index, |item| {
        f.write_str(if index == 0 { "" } else { ", " })?;
        fmt::Debug::fmt(item, f)
    }) {
        written?;
        index += 1;
    }
    Ok(())
}

/// The index of an item from one that counts from the end if it is negative.
pub(crate) fn from_either_end(index: isize, len: usize) -> Option<usize> {
    let index = if index < 0 { len.checked_sub(index.unsigned_abs())? } else { index.unsigned_abs() };
    (index < len).then_some(index)
}

/// Drops handles in the order in which they come, all of them even if a drop panics.
pub(crate) fn drop_each(items: impl Iterator<Item = AnyObj>) {
    let mut rest = Rest(items);
    rest.drop_all();
}

struct Rest<I: Iterator<Item = AnyObj>>(I);

impl<I: Iterator<Item = AnyObj>> Rest<I> {
    fn drop_all(&mut self) {
        for item in &mut self.0 {
            drop(item);
        }
    }
}

impl<I: Iterator<Item = AnyObj>> Drop for Rest<I> {
    fn drop(&mut self) {
        self.drop_all();
    }
}
