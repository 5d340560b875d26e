//! The handles of an `ObjVec`, one by one.

use std::iter::FusedIterator;

use super::ObjVec;
use super::items::Items;
use crate::object::Obj;
use crate::object::guard::ObjRef;

/// Guards to read the objects of a list as it was when the iterator was made; see [`ObjVec::iter`].
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// let list: ObjVec<Int> = [1, 2].map(Obj::from).into();
/// let mut numbers = list.iter();
/// assert_eq!((numbers.len(), **numbers.next_back().unwrap()), (2, 2));
/// ```
#[must_use = "iterators do nothing unless they are used"]
pub struct ObjVecIter<'a, T: ?Sized> {
    list: &'a ObjVec<T>,
    items: Items<T>,
    front: usize,
    back: usize,
}

impl<'a, T: ?Sized> ObjVecIter<'a, T> {
    #[inline]
    pub(super) fn new(list: &'a ObjVec<T>, items: Items<T>) -> Self {
        Self { list, front: 0, back: items.len(), items }
    }

    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn guard(&self, index: usize) -> Option<ObjRef<'a, T>> {
        let object = self.items.as_slice().get(index)?.to_read();
        Some(ObjRef::new(object, self.list, index))
    }
}

impl<'a, T: ?Sized> Iterator for ObjVecIter<'a, T> {
    type Item = ObjRef<'a, T>;

    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn next(&mut self) -> Option<ObjRef<'a, T>> {
        let index = self.front;
        if index == self.back {
            return None;
        }
        self.front += 1;
        self.guard(index)
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn nth(&mut self, count: usize) -> Option<ObjRef<'a, T>> {
        self.front = self.front.saturating_add(count).min(self.back);
        self.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.back - self.front;
        (left, Some(left))
    }
}

impl<'a, T: ?Sized> DoubleEndedIterator for ObjVecIter<'a, T> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn next_back(&mut self) -> Option<ObjRef<'a, T>> {
        if self.front == self.back {
            return None;
        }
        self.back -= 1;
        self.guard(self.back)
    }
}

impl<T: ?Sized> ExactSizeIterator for ObjVecIter<'_, T> {}
impl<T: ?Sized> FusedIterator for ObjVecIter<'_, T> {}

impl<T: ?Sized> Clone for ObjVecIter<'_, T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        Self { list: self.list, items: self.items.share(), front: self.front, back: self.back }
    }
}

impl<'a, T: ?Sized> IntoIterator for &'a ObjVec<T> {
    type Item = ObjRef<'a, T>;
    type IntoIter = ObjVecIter<'a, T>;
    #[inline]
    fn into_iter(self) -> ObjVecIter<'a, T> {
        self.iter()
    }
}

impl<T: ?Sized> IntoIterator for ObjVec<T> {
    type Item = Obj<T>;
    type IntoIter = std::vec::IntoIter<Obj<T>>;
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn into_iter(self) -> Self::IntoIter {
        self.take().into_iter()
    }
}
