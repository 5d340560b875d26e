//! The order of the handles of an `ObjVec`.
//!
//! Comparisons are code of the user: they may use the list, and panic. So the order is found on a share of the array, and the
//! handles are moved afterwards.

use std::cmp::Ordering;

use super::ObjVec;
use super::items::Items;
use crate::object::Obj;

impl<T: ?Sized> ObjVec<T> {
    /// Turns the order round. Takes time proportional to the length.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let letters: ObjVec<Str> = ["a", "b", "c"].map(Obj::<Str>::from).into();
    /// letters.reverse();
    /// assert_eq!(letters.first().unwrap(), "c");
    /// ```
    pub fn reverse(&self) {
        self.change(|items| items.as_mut_slice().reverse());
    }

    /// Moves the first `mid` handles to the end. Takes time proportional to the length.
    ///
    /// # Panics
    /// If `mid` is above the length.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let letters: ObjVec<Str> = ["a", "b", "c"].map(Obj::<Str>::from).into();
    /// letters.rotate_left(1);
    /// assert_eq!(*letters.borrow(), ["b", "c", "a"]);
    /// ```
    #[track_caller]
    pub fn rotate_left(&self, mid: usize) {
        self.check_end(mid);
        self.change(|items| items.as_mut_slice().rotate_left(mid));
    }

    /// Moves the last `count` handles to the front. Takes time proportional to the length.
    ///
    /// # Panics
    /// If `count` is above the length.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let letters: ObjVec<Str> = ["a", "b", "c"].map(Obj::<Str>::from).into();
    /// letters.rotate_right(1);
    /// assert_eq!(*letters.borrow(), ["c", "a", "b"]);
    /// ```
    #[track_caller]
    pub fn rotate_right(&self, count: usize) {
        self.check_end(count);
        self.change(|items| items.as_mut_slice().rotate_right(count));
    }

    /// Exchanges two handles.
    ///
    /// # Panics
    /// If an index is not below the length.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let letters: ObjVec<Str> = ["a", "b", "c"].map(Obj::<Str>::from).into();
    /// letters.swap(0, 2);
    /// assert_eq!(*letters.borrow(), ["c", "b", "a"]);
    /// ```
    #[track_caller]
    pub fn swap(&self, one: usize, other: usize) {
        self.check(one.max(other), self.len());
        self.change(|items| items.as_mut_slice().swap(one, other));
    }

    /// Sorts the handles as they compare, equal ones in the order in which they were; as
    /// [`sort_by`](Self::sort_by).
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let letters: ObjVec<Str> = ["c", "a", "b"].map(Obj::<Str>::from).into();
    /// letters.sort();
    /// assert_eq!(*letters.borrow(), ["a", "b", "c"]);
    /// ```
    pub fn sort(&self)
    where
        Obj<T>: Ord,
    {
        self.sort_by(Ord::cmp);
    }

    /// Sorts the handles by a key of each object, which is asked for once; otherwise as [`sort_by`](Self::sort_by).
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let points: ObjVec<Point> = [3, 1, 2].map(|x| Obj::new(Point { x })).into();
    /// points.sort_by_key(|point| point.x);
    /// assert!(points.borrow().iter().map(|point| point.x).eq([1, 2, 3]));
    /// ```
    pub fn sort_by_key<K: Ord>(&self, mut key: impl FnMut(&Obj<T>) -> K) {
        self.reorder(|objects, order| order.sort_by_cached_key(|&index| key(&objects[index])));
    }

    /// Sorts the handles, equal ones in the order in which they were. Takes n log n comparisons.
    ///
    /// If `compare` changes the list, it stays as the change has left it; what is only added at the end stays there.
    ///
    /// # Panics
    /// If `compare` panics, or is no total order and the standard library's sort notices; nothing has moved then.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let letters: ObjVec<Str> = ["a", "b", "c"].map(Obj::<Str>::from).into();
    /// letters.sort_by(|one, other| other.cmp(one));
    /// assert_eq!(*letters.borrow(), ["c", "b", "a"]);
    /// ```
    pub fn sort_by(&self, mut compare: impl FnMut(&Obj<T>, &Obj<T>) -> Ordering) {
        self.reorder(|objects, order| order.sort_by(|&one, &other| compare(&objects[one], &objects[other])));
    }

    /// Moves the handles to the order in which `sort` brings their indices.
    fn reorder(&self, sort: impl FnOnce(&[Obj<T>], &mut [usize])) {
        let asked = self.read(Items::share);
        let mut order: Vec<usize> = (0..asked.len()).collect();
        sort(&asked.as_slice()[..order.len()], &mut order);
        let outlived = self.change(|items| {
            if !items.is_same_as(&asked) {
                return Some(asked);
            }
            // With the share gone, which is not the last, nothing has to be copied.
            drop(asked);
            let added = items.split_off(order.len());
            let mut taken: Vec<Option<Obj<T>>> = items.split_off(0).into_iter().map(Some).collect();
            items.append(order.iter().filter_map(|&index| taken[index].take()).collect());
            items.append(added);
            None
        });
        drop(outlived);
    }
}
