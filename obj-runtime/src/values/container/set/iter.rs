//! The elements of a set, one by one.

use std::iter::FusedIterator;

use super::algebra::Elements;
use crate::cells::ordered_table::iter::TableIter;
use crate::object::any::AnyObj;
use crate::object::guard::AnyRef;

/// The elements of a [`Set`](crate::Set) or [`FrozenSet`](crate::FrozenSet), one by one.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// let set = graph! { {1, 2} };
/// assert_eq!(set.iter().map(|item| item.to_string()).collect::<String>(), "12");
/// ```
#[must_use = "iterators do nothing unless they are used"]
pub struct SetIter<'a> {
    elements: &'a Elements,
    entries: TableIter<'a, AnyObj, ()>,
}

impl<'a> SetIter<'a> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn new(elements: &'a Elements) -> Self {
        Self { elements, entries: TableIter::new(elements) }
    }
}

impl<'a> Iterator for SetIter<'a> {
    type Item = AnyRef<'a>;

    #[track_caller]
    fn next(&mut self) -> Option<AnyRef<'a>> {
        let entry = self.entries.next_or(|has_other_size| match has_other_size {
            true => panic!("RuntimeError: Set changed size during iteration"),
            false => panic!("RuntimeError: Set elements changed during iteration"),
        })?;
        Some(AnyRef::new(entry.key, self.elements, entry.position))
    }
}

impl FusedIterator for SetIter<'_> {}
