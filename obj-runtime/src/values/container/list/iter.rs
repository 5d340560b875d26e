//! The items of a list, one by one.

use std::iter::FusedIterator;

use super::List;
use crate::object::guard::AnyRef;
use crate::values::built_in::iterable;

/// The items of a [`List`], one by one.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// let list = graph! { [1, 2] };
/// assert_eq!(list.iter().map(|item| item.to_string()).collect::<String>(), "12");
/// ```
#[must_use = "iterators do nothing unless they are used"]
pub struct ListIter<'a> {
    /// `None` once the end was reached: what is added later is not met.
    list: Option<&'a List>,
    next: usize,
}

impl<'a> ListIter<'a> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn new(list: &'a List) -> Self {
        Self { list: Some(list), next: 0 }
    }
}

impl<'a> Iterator for ListIter<'a> {
    type Item = AnyRef<'a>;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn next(&mut self) -> Option<AnyRef<'a>> {
        let item = self.list?.look_at(self.next);
        match item {
            Some(_) => self.next += 1,
            None => self.list = None,
        }
        item
    }
}

impl FusedIterator for ListIter<'_> {}

iterable! { List by iter as ListIter over AnyRef<'a> }
