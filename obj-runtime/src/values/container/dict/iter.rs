//! The entries of a dict, one by one.

use std::iter::FusedIterator;

use super::Dict;
use crate::cells::ordered_table::iter::TableIter;
use crate::object::any::AnyObj;
use crate::object::guard::AnyRef;
use crate::values::built_in::iterable;

/// The entries of a [`Dict`], one by one.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// let ages = graph! { {"Ann": 30, "Bob": 40} };
/// for (name, age) in ages.items() {
///     println!("{name} is {age}");
/// }
/// ```
#[must_use = "iterators do nothing unless they are used"]
pub struct DictItems<'a> {
    dict: &'a Dict,
    entries: TableIter<'a, AnyObj, AnyObj>,
}

impl<'a> DictItems<'a> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn new(dict: &'a Dict) -> Self {
        Self { dict, entries: TableIter::new(dict.entries()) }
    }
}

impl<'a> Iterator for DictItems<'a> {
    type Item = (AnyRef<'a>, AnyRef<'a>);

    #[track_caller]
    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next_or(|has_other_size| match has_other_size {
            true => panic!("RuntimeError: dictionary changed size during iteration"),
            false => panic!("RuntimeError: dictionary keys changed during iteration"),
        })?;
        let (keys, values) = (self.dict.entries(), self.dict);
        Some((AnyRef::new(entry.key, keys, entry.position), AnyRef::new(entry.value, values, entry.position)))
    }
}

/// An iterator over one half of the entries.
macro_rules! half {
    ($(#[$doc:meta])* $name:ident, $index:tt) => {
        $(#[$doc])*
        #[must_use = "iterators do nothing unless they are used"]
        pub struct $name<'a>(DictItems<'a>);

        impl<'a> $name<'a> {
            #[cfg_attr(feature = "trace-refs", track_caller)]
            pub(super) fn new(dict: &'a Dict) -> Self {
                Self(dict.items())
            }
        }

        impl<'a> Iterator for $name<'a> {
            type Item = AnyRef<'a>;

            #[track_caller]
            fn next(&mut self) -> Option<AnyRef<'a>> {
                self.0.next().map(|entry| entry.$index)
            }
        }

        impl FusedIterator for $name<'_> {}
    };
}

half! {
    /// The keys of a [`Dict`], one by one.
    DictKeys, 0
}

half! {
    /// The values of a [`Dict`], one by one.
    DictValues, 1
}

impl FusedIterator for DictItems<'_> {}

iterable! { Dict by items as DictItems over (AnyRef<'a>, AnyRef<'a>) }
