//! The entries of a dict, one by one.

use std::iter::FusedIterator;

use super::Dict;
use crate::cells::ordered_table::iter::TableIter;
use crate::object::any::AnyObj;

/// The entries of a [`Dict`], one by one.
#[must_use = "iterators do nothing unless they are used"]
pub struct DictItems<'a> {
    entries: TableIter<'a, AnyObj, AnyObj>,
}

impl<'a> DictItems<'a> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn new(dict: &'a Dict) -> Self {
        Self { entries: TableIter::new(dict.entries()) }
    }
}

impl Iterator for DictItems<'_> {
    type Item = (AnyObj, AnyObj);

    #[track_caller]
    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next_or(|has_other_size| match has_other_size {
            true => panic!("RuntimeError: dictionary changed size during iteration"),
            false => panic!("RuntimeError: dictionary keys changed during iteration"),
        })?;
        Some((entry.key, entry.value))
    }
}

/// The keys of a [`Dict`], one by one.
#[must_use = "iterators do nothing unless they are used"]
pub struct DictKeys<'a>(DictItems<'a>);

impl<'a> DictKeys<'a> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn new(dict: &'a Dict) -> Self {
        Self(dict.items())
    }
}

impl Iterator for DictKeys<'_> {
    type Item = AnyObj;

    #[track_caller]
    fn next(&mut self) -> Option<AnyObj> {
        self.0.next().map(|(key, _)| key)
    }
}

/// The values of a [`Dict`], one by one.
#[must_use = "iterators do nothing unless they are used"]
pub struct DictValues<'a>(DictItems<'a>);

impl<'a> DictValues<'a> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn new(dict: &'a Dict) -> Self {
        Self(dict.items())
    }
}

impl Iterator for DictValues<'_> {
    type Item = AnyObj;

    #[track_caller]
    fn next(&mut self) -> Option<AnyObj> {
        self.0.next().map(|(_, value)| value)
    }
}

impl FusedIterator for DictItems<'_> {}
impl FusedIterator for DictKeys<'_> {}
impl FusedIterator for DictValues<'_> {}

impl<'a> IntoIterator for &'a Dict {
    type Item = (AnyObj, AnyObj);
    type IntoIter = DictItems<'a>;
    fn into_iter(self) -> DictItems<'a> {
        self.items()
    }
}
