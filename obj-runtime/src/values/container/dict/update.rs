//! Adding the entries of something else to a dict.

use super::Dict;
use crate::cells::ordered_table::Reading;
use crate::cells::ordered_table::iter::TableIter;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::items::{items_of, try_items_of};

impl Dict {
    /// A dict of the entries of another, or of pairs: Python's `dict(items)`, always a new one.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let pairs = graph! { [("Ann", 30), ("Bob", 40)] };
    /// assert_eq!(Dict::of(&pairs.into()).to_string(), "{'Ann': 30, 'Bob': 40}");
    /// ```
    #[must_use]
    #[track_caller]
    pub fn of(items: &AnyObj) -> Obj<Self> {
        let dict = Self::default();
        dict.update(items);
        Obj::new(dict)
    }

    /// Sets the entries of another dict, or those of pairs: Python's `d.update(items)`.
    ///
    /// # Panics
    /// `TypeError: 'int' object is not iterable`, `TypeError: cannot convert dictionary update sequence element #0 to a sequence`,
    /// `ValueError: dictionary update sequence element #0 has length 3; 2 is required`, `TypeError: unhashable type: 'list'`,
    /// `RuntimeError: dict mutated during update`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// ages.update(&graph! { {"Bob": 41} }.into());
    /// assert_eq!(ages.to_string(), "{'Ann': 30, 'Bob': 41}");
    /// ```
    #[track_caller]
    pub fn update(&self, items: &AnyObj) {
        match items.downcast_ref::<Self>() {
            Some(other) => self.update_from(other),
            None => self.update_from_pairs(&items_of(items)),
        }
    }

    #[track_caller]
    fn update_from(&self, other: &Self) {
        if std::ptr::eq(self, other) {
            return;
        }
        let mut entries = TableIter::new(other.entries());
        while let Some(entry) = entries.next_or(|_| panic!("RuntimeError: dict mutated during update")) {
            let Reading { hash, key, value, .. } = entry;
            let old = self.put(hash, key, value);
            drop(old);
        }
    }

    #[track_caller]
    fn update_from_pairs(&self, pairs: &[AnyObj]) {
        for (index, pair) in pairs.iter().enumerate() {
            let Some(items) = try_items_of(pair) else {
                panic!("TypeError: cannot convert dictionary update sequence element #{index} to a sequence")
            };
            match <[AnyObj; 2]>::try_from(items) {
                Ok([key, value]) => self.set_item(key, value),
                Err(other) => {
                    let len = other.len();
                    panic!("ValueError: dictionary update sequence element #{index} has length {len}; 2 is required")
                }
            }
        }
    }
}
