//! `ObjSlice`: the handles of a list as a slice.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use super::ObjVec;
use super::items::Items;
use crate::object::Obj;

/// The handles of an [`ObjVec`] as they were when it was borrowed, as a slice; see [`ObjVec::borrow`].
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// let list: ObjVec<Int> = [1, 2].map(Obj::from).into();
/// assert_eq!(list.borrow().iter().rev().map(|number| **number).collect::<Vec<_>>(), [2, 1]);
/// ```
#[doc(alias = "windows")]
pub struct ObjSlice<'a, T: ?Sized> {
    items: Items<T>,
    /// The array may get more items at its end meanwhile.
    len: usize,
    list: PhantomData<&'a ObjVec<T>>,
}

impl<T: ?Sized> ObjVec<T> {
    /// The handles that are in the list now, as a slice: for all that slices can do.
    ///
    /// The list may be changed meanwhile; the slice stays as it is. That takes a copy of the list at the first change;
    /// borrowing alone copies nothing and takes no handles. Constant time.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let points: ObjVec<Point> = [1, 3, 7].map(|x| Obj::new(Point { x })).into();
    /// let steps: Vec<i32> = points.borrow().windows(2).map(|pair| pair[1].x - pair[0].x).collect();
    /// assert_eq!(steps, [2, 4]);
    /// assert_eq!(points.borrow().binary_search_by_key(&3, |point| point.x), Ok(1));
    /// for point in &*points.borrow() {
    ///     points.clear();
    ///     assert!(point.x > 0);
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub fn borrow(&self) -> ObjSlice<'_, T> {
        let items = self.read(Items::share);
        ObjSlice { len: items.len(), items, list: PhantomData }
    }
}

impl<T: ?Sized> Deref for ObjSlice<'_, T> {
    type Target = [Obj<T>];
    #[inline]
    fn deref(&self) -> &[Obj<T>] {
        &self.items.as_slice()[..self.len]
    }
}

impl<'a, T: ?Sized> IntoIterator for &'a ObjSlice<'_, T> {
    type Item = &'a Obj<T>;
    type IntoIter = std::slice::Iter<'a, Obj<T>>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: ?Sized> fmt::Debug for ObjSlice<'_, T>
where
    Obj<T>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
