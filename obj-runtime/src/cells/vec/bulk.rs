//! Many handles of an `ObjVec` at once: those that go are taken out first, and dropped when the list is whole.

use std::ops::{Bound, RangeBounds};

use super::ObjVec;
use super::items::Items;
use crate::object::Obj;

impl<T: ?Sized> ObjVec<T> {
    /// Removes the handles from `length` on.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let letters: ObjVec<Str> = ["a", "b", "c"].map(Obj::<Str>::from).into();
    /// letters.truncate(1);
    /// assert_eq!(*letters.borrow(), ["a"]);
    /// ```
    pub fn truncate(&self, length: usize) {
        if length < self.len() {
            drop(self.change(|items| items.split_off(length)));
        }
    }

    /// Removes the handles from `at` on, and returns a list of them.
    ///
    /// # Panics
    /// If `at` is above the length.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let letters: ObjVec<Str> = ["a", "b", "c"].map(Obj::<Str>::from).into();
    /// assert_eq!(*letters.split_off(1).borrow(), ["b", "c"]);
    /// assert_eq!(letters.len(), 1);
    /// ```
    #[must_use = "to drop the handles, use `truncate`"]
    #[track_caller]
    pub fn split_off(&self, at: usize) -> Self {
        self.check_end(at);
        self.change(|items| items.split_off(at)).into()
    }

    /// Removes a range of handles, and returns them one after the other. They are out of the list at once.
    ///
    /// # Panics
    /// If the range is not one of the list.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let points: ObjVec<Point> = [1, 2, 3, 4].map(|x| Obj::new(Point { x })).into();
    /// assert!(points.drain(1..3).map(|point| point.x).eq([2, 3]));
    /// assert_eq!(points.len(), 2);
    /// ```
    #[track_caller]
    pub fn drain(&self, range: impl RangeBounds<usize>) -> std::vec::IntoIter<Obj<T>> {
        let start = match range.start_bound() {
            Bound::Included(&start) => start,
            Bound::Excluded(&before) => before.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(&last) => last.saturating_add(1),
            Bound::Excluded(&end) => end,
            Bound::Unbounded => self.len(),
        };
        self.check_end(end);
        assert!(start <= end, "the range begins at {start} and ends at {end}");
        let drained = self.change(|items| {
            let rest = items.split_off(end);
            let drained = items.split_off(start);
            items.append(rest);
            drained
        });
        drained.into_iter()
    }

    /// Moves all handles of another list to the end of this one.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let letters: ObjVec<Str> = ["a", "b", "c"].map(Obj::<Str>::from).into();
    /// let more: ObjVec<Str> = ["d"].map(Obj::<Str>::from).into();
    /// letters.append(&more);
    /// assert!(letters.len() == 4 && more.is_empty());
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn append(&self, other: &Self) {
        let taken = other.take();
        self.change(|items| items.append(taken));
    }

    /// Removes the handles for which `keep` says no.
    ///
    /// It is asked once for each object that is in the list now. If it changes the list, what it said no to goes
    /// if it is still in its place. If it panics, nothing is removed.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let letters: ObjVec<Str> = ["a", "b", "c"].map(Obj::<Str>::from).into();
    /// letters.retain(|letter| *letter != "b");
    /// assert_eq!(*letters.borrow(), ["a", "c"]);
    /// ```
    pub fn retain(&self, mut keep: impl FnMut(&Obj<T>) -> bool) {
        self.remove_those(|objects| objects.iter().map(|object| !keep(object)).collect());
    }

    /// Removes all but the first of neighbours that are one object; as [`retain`](Self::retain).
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let (a, b) = (Obj::new(Point { x: 1 }), Obj::new(Point { x: 1 }));
    /// let points: ObjVec<Point> = [a.clone(), a.clone(), b, a].into();
    /// points.dedup();
    /// assert_eq!(points.len(), 3);
    /// points.dedup_by_key(|point| point.x);
    /// assert_eq!(points.len(), 1);
    /// ```
    pub fn dedup(&self) {
        self.dedup_by(Obj::is);
    }

    /// Removes all but the first of neighbours with equal keys; as [`retain`](Self::retain).
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let words: ObjVec<Str> = ["a", "ab", "b"].map(Obj::<Str>::from).into();
    /// words.dedup_by_key(|word| word.chars().next());
    /// assert_eq!(*words.borrow(), ["a", "b"]);
    /// ```
    pub fn dedup_by_key<K: PartialEq>(&self, mut key: impl FnMut(&Obj<T>) -> K) {
        self.dedup_by(|one, before| key(one) == key(before));
    }

    /// Removes the handles of which `is_same` says that they are the same as the one before that stays; as
    /// [`retain`](Self::retain).
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let words: ObjVec<Str> = ["a", "A", "b"].map(Obj::<Str>::from).into();
    /// words.dedup_by(|one, before| one.eq_ignore_ascii_case(before));
    /// assert_eq!(*words.borrow(), ["a", "b"]);
    /// ```
    pub fn dedup_by(&self, mut is_same: impl FnMut(&Obj<T>, &Obj<T>) -> bool) {
        self.remove_those(|objects| {
            let mut last = None;
            let mut goes = |object| {
                let goes = last.is_some_and(|last| is_same(object, last));
                last = if goes { last } else { Some(object) };
                goes
            };
            objects.iter().map(&mut goes).collect()
        });
    }

    /// Removes the handles for which `choose` says yes, which may change the list.
    fn remove_those(&self, choose: impl FnOnce(&[Obj<T>]) -> Vec<bool>) {
        let asked = self.read(Items::share);
        let chosen = choose(asked.as_slice());
        let removed = self.change(|items| {
            let pairs = asked.as_slice().iter().zip(items.as_slice()).zip(&chosen);
            let goes = pairs.map(|((asked, object), chosen)| *chosen && Obj::is(asked, object));
            let mut goes = goes.collect::<Vec<_>>().into_iter();
            // With the share gone, which is not the last, nothing has to be copied.
            let asked = (!items.is_same_as(&asked)).then_some(asked);
            let (go, stay) = items.split_off(0).into_iter().partition(|_| goes.next().unwrap_or(false));
            items.append(stay);
            (go, asked)
        });
        drop::<(Vec<_>, _)>(removed);
    }
}
