//! The items of a list that a slice means.

use super::List;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::container::sequence::drop_each;
use crate::values::slice::Slice;

impl List {
    /// A new list of the items that a slice means: Python's `l[1:3]`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// assert_eq!(list.slice(1..).to_string(), "[2, 3]");
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn slice(&self, slice: impl Into<Slice>) -> Obj<Self> {
        Obj::new(self.pick(slice.into()).into())
    }

    /// Sets the items that a slice means: Python's `l[1:3] = items`. Without a step there may be more or fewer of them than before.
    /// The old ones are dropped last.
    ///
    /// # Panics
    /// `ValueError: attempt to assign sequence of size 1 to extended slice of size 2`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: Obj<List> = [1, 2, 3, 4].into();
    /// list.set_slice(1..3, vec![9.into()]);
    /// assert_eq!(list, Obj::<List>::from([1, 9, 4]));
    /// ```
    #[track_caller]
    pub fn set_slice(&self, slice: impl Into<Slice>, new: Vec<AnyObj>) {
        let slice = slice.into();
        let chosen = slice.indices(self.len());
        if slice.is_run() {
            let mut items = self.take_all();
            let old: Vec<AnyObj> = items.splice(slice.run(items.len()), new).collect();
            drop(self.exchange(items));
            return drop_each(old.into_iter());
        }
        let (given, wanted) = (new.len(), chosen.len());
        assert!(
            given == wanted,
            "ValueError: attempt to assign sequence of size {given} to extended slice of size {wanted}"
        );
        let mut items = self.take_all();
        let old: Vec<AnyObj> = chosen.zip(new).map(|(at, item)| std::mem::replace(&mut items[at], item)).collect();
        drop(self.exchange(items));
        drop_each(old.into_iter());
    }

    /// Removes the items that a slice means: Python's `del l[1:3]`. They are dropped last to first; with a step,
    /// first to last.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = graph! { [1, 2, 3] };
    /// list.del_slice(1..);
    /// assert_eq!(list.to_string(), "[1]");
    /// ```
    pub fn del_slice(&self, slice: impl Into<Slice>) {
        let slice = slice.into();
        let (kept, mut removed) = split(self.take_all(), slice);
        drop(self.exchange(kept));
        if slice.is_run() {
            removed.reverse();
        }
        drop_each(removed.into_iter());
    }
}

/// The items that a slice does not mean, and those that it does, each in their order.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn split(items: Vec<AnyObj>, slice: Slice) -> (Vec<AnyObj>, Vec<AnyObj>) {
    let mut chosen: Vec<usize> = slice.indices(items.len()).collect();
    chosen.sort_unstable();
    let mut chosen = chosen.into_iter().peekable();
    let (mut kept, mut removed) = (Vec::with_capacity(items.len()), Vec::with_capacity(chosen.len()));
    for (index, item) in items.into_iter().enumerate() {
        if chosen.next_if_eq(&index).is_some() { removed.push(item) } else { kept.push(item) }
    }
    (kept, removed)
}
