//! `ObjVec`: a list of handles that can be changed.

mod bulk;
mod items;
pub(super) mod iter;
mod order;
mod slice;

use std::cell::UnsafeCell;
use std::fmt;

use self::items::Items;
use self::iter::ObjVecIter;
pub use self::slice::ObjSlice;
#[cfg(feature = "serde")]
use crate::cells::awaited;
#[cfg(feature = "serde")]
use crate::ground::mark::Mark;
use crate::object::Obj;
use crate::object::guard::{Holds, ObjRef};
#[cfg(feature = "parcel")]
use crate::trace::Relocator;
use crate::trace::{ObjectType, Trace, Tracer};

/// A field that holds a list of handles, and can be changed through a shared reference.
///
/// Eight bytes; the list is on the heap. Nothing panics for being borrowed, and destructors, finalizers and
/// closures may use the list that is being changed or iterated. What is removed is dropped last.
///
/// Two ways to read: [`get`](Self::get) gives a handle to keep; [`at`](Self::at), [`first`](Self::first),
/// [`last`](Self::last) and [`iter`](Self::iter) give guards to look through, and [`borrow`](Self::borrow) a slice. Prefer
/// these when walking a graph: they leave the collector nothing to do.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Default)]
/// struct Folder { size: u64, entries: ObjVec<Folder> }
///
/// fn total(folder: &Obj<Folder>) -> u64 {
///     folder.size + folder.entries.iter().map(|entry| total(&entry)).sum::<u64>()
/// }
///
/// let root = Obj::new(Folder::default());
/// root.entries.push(Obj::new(Folder { size: 3, ..Default::default() }));
/// root.entries.push(Obj::new(Folder { size: 4, ..Default::default() }));
/// assert_eq!(total(&root), 7);
/// for entry in root.entries.iter() {
///     root.entries.clear();
///     assert_eq!(entry.entries.len(), 0);
/// }
/// ```
#[doc(alias = "Vec")]
#[doc(alias = "RefCell")]
pub struct ObjVec<T: ?Sized> {
    items: UnsafeCell<Items<T>>,
}

impl<T: ?Sized> ObjVec<T> {
    /// An empty list. Allocates nothing.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = ObjVec::new();
    /// assert!(list.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { items: UnsafeCell::new(Items::EMPTY) }
    }

    /// An empty list with room for `capacity` handles.
    ///
    /// # Panics
    /// If they would need more than `isize::MAX` bytes.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = ObjVec::with_capacity(100);
    /// assert!(list.is_empty());
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn with_capacity(capacity: usize) -> Self {
        Self { items: UnsafeCell::new(Items::with_capacity(capacity)) }
    }

    /// Makes room for `additional` more handles.
    ///
    /// # Panics
    /// If the list would need more than `isize::MAX` bytes.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// list.reserve(100);                      // the next hundred are added without copying the list
    /// assert_eq!(list.len(), 3);
    /// ```
    pub fn reserve(&self, additional: usize) {
        // Asked while nothing is borrowed: the program's hook for panics may use the list.
        items::assert_room::<T>(self.len(), additional);
        self.change(|items| items.prepare(additional));
    }

    /// Looks at the objects as they are now. `look` may do anything.
    #[cfg(feature = "serde")]
    pub(crate) fn look<R>(&self, look: impl FnOnce(&[Obj<T>]) -> R) -> R {
        look(self.read(Items::share).as_slice())
    }

    /// A list that is empty until the content comes for which the mark stands.
    #[cfg(feature = "serde")]
    pub(crate) fn marked(mark: Mark) -> Self {
        Self { items: UnsafeCell::new(Items::of_mark(mark)) }
    }

    /// Puts in what the mark stands for, if the list has one whose content is there.
    #[cfg(feature = "serde")]
    fn fill(&self) {
        if let Some(mark) = self.read(Items::mark) {
            self.change(|items| items.take_row(mark));
        }
    }

    /// Puts in what there is for a mark, and says if one is left, or if the items are shared.
    #[cold]
    #[inline(never)]
    fn look_closer(&self, tracer: &mut Tracer) {
        if !self.read(Items::are_own) {
            self.fill_or_tell(tracer);
        }
    }

    /// The same. Apart, so that little is to be done for items that are there.
    #[cold]
    #[inline(never)]
    fn fill_or_tell(&self, tracer: &mut Tracer) {
        #[cfg(feature = "serde")]
        self.fill();
        if !self.read(Items::are_own) {
            tracer.look_again();
        }
    }

    /// Looks at the items. `look` neither drops handles nor runs code of the user.
    #[inline]
    fn read<R>(&self, look: impl FnOnce(&Items<T>) -> R) -> R {
        look(self.items())
    }

    #[inline]
    fn items(&self) -> &Items<T> {
        // SAFETY: references into the cell are made here and in `change`, and end with the closures of `read` and `change`, or
        // as `peek` says. These are all in this folder and neither drop a handle nor call what is not theirs, so none
        // runs inside another.
        unsafe { &*self.items.get() }
    }

    /// The handle at `index`. Users of this, all in this file, clone the handle and do nothing else with the reference.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn peek(&self, index: usize) -> Option<&Obj<T>> {
        self.items().as_slice().get(index)
    }

    /// Changes the items. `work` neither drops handles nor runs code of the user.
    #[inline]
    fn change<R>(&self, work: impl FnOnce(&mut Items<T>) -> R) -> R {
        // SAFETY: as in `items`.
        work(unsafe { &mut *self.items.get() })
    }

    /// The number of handles.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// assert_eq!(list.len(), 3);
    /// ```
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.read(Items::len)
    }

    /// Whether the list is empty.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// assert!(!list.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A handle of one's own to the object at `index`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// let two = list.get(1).unwrap();
    /// assert_eq!((Obj::refcount(&two) > 1, list.get(9).is_none()), (true, true));
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get(&self, index: usize) -> Option<Obj<T>> {
        let object = self.peek(index)?;
        Some(object.clone())
    }

    /// A guard to read the object at `index`.
    ///
    /// The list may be changed meanwhile; the guard keeps the object it was made for.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// assert_eq!(**list.at(1).unwrap(), 2);
    /// assert!(list.at(9).is_none());
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn at(&self, index: usize) -> Option<ObjRef<'_, T>> {
        let object = self.peek(index)?;
        Some(ObjRef::new(object.to_read(), self, index))
    }

    /// A guard to read the first object.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// assert_eq!(**list.first().unwrap(), 1);
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn first(&self) -> Option<ObjRef<'_, T>> {
        self.at(0)
    }

    /// A guard to read the last object.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// assert_eq!(**list.last().unwrap(), 3);
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn last(&self) -> Option<ObjRef<'_, T>> {
        self.at(self.len().wrapping_sub(1))
    }

    /// Guards to read the objects that are in the list now, one after the other.
    ///
    /// The iterator is of the list as it is now: if the list is changed meanwhile, it goes on as if it were not. That
    /// takes a copy of the list at the first change; iterating alone copies nothing.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// assert_eq!(list.iter().map(|number| **number).sum::<i64>(), 6);
    /// ```
    #[inline]
    pub fn iter(&self) -> ObjVecIter<'_, T> {
        let items = self.read(Items::share);
        ObjVecIter::new(self, items)
    }

    /// Adds a handle at the end. Constant time, amortised.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// list.push(4.into());
    /// assert_eq!(list.len(), 4);
    /// ```
    #[inline]
    pub fn push(&self, object: Obj<T>) {
        self.change(|items| items.push(object));
    }

    /// Removes the last handle. Constant time.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// assert_eq!(list.pop().unwrap(), 3);
    /// assert_eq!(list.len(), 2);
    /// ```
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn pop(&self) -> Option<Obj<T>> {
        self.change(Items::pop)
    }

    /// Sets the handle at `index`; the earlier one is dropped afterwards.
    ///
    /// # Panics
    /// If `index` is not below the length.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// list.set(0, 9.into());
    /// assert_eq!(**list.first().unwrap(), 9);
    /// ```
    #[inline]
    #[track_caller]
    pub fn set(&self, index: usize, object: Obj<T>) {
        drop(self.replace(index, object));
    }

    /// Sets the handle at `index` and returns the earlier one.
    ///
    /// # Panics
    /// If `index` is not below the length.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// assert_eq!(list.replace(0, 9.into()), 1);
    /// ```
    #[inline]
    #[track_caller]
    #[must_use = "to drop the earlier handle, use `set`"]
    pub fn replace(&self, index: usize, object: Obj<T>) -> Obj<T> {
        self.check(index, self.len());
        self.change(|items| std::mem::replace(&mut items.as_mut_slice()[index], object))
    }

    /// Inserts a handle before `index`. Takes time proportional to the number of handles behind.
    ///
    /// # Panics
    /// If `index` is above the length.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// list.insert(1, 9.into());
    /// assert_eq!(list.iter().map(|number| **number).collect::<Vec<_>>(), [1, 9, 2, 3]);
    /// ```
    #[track_caller]
    pub fn insert(&self, index: usize, object: Obj<T>) {
        self.check(index, self.len() + 1);
        self.change(|items| {
            items.push(object);
            items.as_mut_slice()[index..].rotate_right(1);
        });
    }

    /// Removes the handle at `index`; those behind move up. Takes time proportional to their number.
    ///
    /// # Panics
    /// If `index` is not below the length.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// assert_eq!(list.remove(0), 1);
    /// assert_eq!(list.iter().map(|number| **number).collect::<Vec<_>>(), [2, 3]);
    /// ```
    #[track_caller]
    pub fn remove(&self, index: usize) -> Obj<T> {
        self.check(index, self.len());
        self.take_last(|handles| handles[index..].rotate_left(1))
    }

    /// Removes the handle at `index`; the last one takes its place. Constant time.
    ///
    /// # Panics
    /// If `index` is not below the length.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// assert_eq!(list.swap_remove(0), 1);
    /// assert_eq!(list.iter().map(|number| **number).collect::<Vec<_>>(), [3, 2]);
    /// ```
    #[track_caller]
    pub fn swap_remove(&self, index: usize) -> Obj<T> {
        self.check(index, self.len());
        self.take_last(|handles| handles.swap(index, handles.len() - 1))
    }

    /// Takes the last handle off, after `order` brought another one there.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn take_last(&self, order: impl FnOnce(&mut [Obj<T>])) -> Obj<T> {
        let last = self.change(|items| {
            order(items.as_mut_slice());
            items.pop()
        });
        last.unwrap_or_else(|| unreachable!("an index below the length was checked"))
    }

    #[track_caller]
    fn check_end(&self, end: usize) {
        assert!(end <= self.len(), "{end} is beyond the end of a list of {} objects", self.len());
    }

    #[inline]
    #[track_caller]
    fn check(&self, index: usize, end: usize) {
        assert!(index < end, "index {index} is out of range for a list of {} objects", self.len());
    }

    /// Removes all handles.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// list.clear();
    /// assert!(list.is_empty());
    /// ```
    pub fn clear(&self) {
        drop(self.change(|items| std::mem::replace(items, Items::EMPTY)));
    }

    /// Removes all handles and returns them.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// let numbers: Vec<Obj<Int>> = list.take();
    /// assert!(numbers.len() == 3 && list.is_empty());
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn take(&self) -> Vec<Obj<T>> {
        self.change(|items| items.split_off(0))
    }

    /// The handles, each once more.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// let numbers: Vec<Obj<Int>> = list.to_vec();
    /// assert!(numbers.len() == 3 && list.len() == 3);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn to_vec(&self) -> Vec<Obj<T>> {
        self.read(|items| items.as_slice().to_vec())
    }

    /// Adds the handles of an iterator at the end, one after the other; of guards, as another list gives, those of their
    /// objects.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let points: ObjVec<Point> = [1, 2].map(|x| Obj::new(Point { x })).into();
    /// points.extend(points.iter().rev());
    /// assert!(points.iter().map(|point| point.x).eq([1, 2, 2, 1]));
    /// ```
    pub fn extend<A: Into<Obj<T>>>(&self, objects: impl IntoIterator<Item = A>) {
        let objects = objects.into_iter();
        self.reserve(objects.size_hint().0);
        objects.for_each(|object| self.push(object.into()));
    }

    /// Whether this very object is in the list. Takes time proportional to its length.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// let two = list.get(1).unwrap();
    /// assert!(list.contains(&two));
    /// ```
    #[must_use]
    pub fn contains(&self, object: &Obj<T>) -> bool {
        self.position(object).is_some()
    }

    /// The first index of this very object. Takes time proportional to the length of the list.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list: ObjVec<Int> = [1, 2, 3].map(Obj::from).into();
    /// let two = list.get(1).unwrap();
    /// assert_eq!(list.position(&two), Some(1));
    /// ```
    #[must_use]
    pub fn position(&self, object: &Obj<T>) -> Option<usize> {
        self.read(|items| items.as_slice().iter().position(|item| Obj::is(item, object)))
    }
}

impl<T: ?Sized> Holds<Obj<T>> for ObjVec<T> {
    #[inline]
    fn holds(&self, index: usize, object: &Obj<T>) -> bool {
        self.read(|items| items.as_slice().get(index).is_some_and(|item| Obj::is(item, object)))
    }
}

empty_by_default! { ObjVec, Self::new() }

/// Another list of the same objects.
impl<T: ?Sized> Clone for ObjVec<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        #[cfg(feature = "serde")]
        if let Some(mark) = self.read(Items::mark) {
            awaited::copied(mark);
            return Self::marked(mark);
        }
        Self { items: UnsafeCell::new(self.read(Items::copy)) }
    }
}

impl<T: ?Sized> From<Vec<Obj<T>>> for ObjVec<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(objects: Vec<Obj<T>>) -> Self {
        let list = Self::new();
        list.change(|items| items.append(objects));
        list
    }
}

impl<T: ?Sized, const N: usize> From<[Obj<T>; N]> for ObjVec<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(objects: [Obj<T>; N]) -> Self {
        Vec::from(objects).into()
    }
}

impl<T: ?Sized> From<ObjVec<T>> for Vec<Obj<T>> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(list: ObjVec<T>) -> Self {
        list.take()
    }
}

impl<T: ?Sized> From<&[Obj<T>]> for ObjVec<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(objects: &[Obj<T>]) -> Self {
        objects.to_vec().into()
    }
}

impl<T: ?Sized, A: Into<Obj<T>>> FromIterator<A> for ObjVec<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_iter<I: IntoIterator<Item = A>>(objects: I) -> Self {
        let list = Self::new();
        list.extend(objects);
        list
    }
}

impl<T: ?Sized, A: Into<Obj<T>>> Extend<A> for ObjVec<T> {
    fn extend<I: IntoIterator<Item = A>>(&mut self, objects: I) {
        Self::extend(self, objects);
    }
}

/// As a list of its objects.
impl<T: ?Sized> fmt::Debug for ObjVec<T>
where
    Obj<T>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.read(Items::share).as_slice()).finish()
    }
}

/// Equal values in the same order, as the handles compare.
impl<T: ?Sized> PartialEq for ObjVec<T>
where
    Obj<T>: PartialEq,
{
    fn eq(&self, other: &Self) -> bool {
        self.read(Items::share).as_slice() == other.read(Items::share).as_slice()
    }
}

impl<T: ?Sized> Eq for ObjVec<T> where Obj<T>: Eq {}

// SAFETY: the list owns its handles and visits each once. What is left to an iterator is not visited.
unsafe impl<T: ObjectType + ?Sized> Trace for ObjVec<T> {
    type Leaves<H> = T::LeavesBehind<H>;
    const HOLDS: bool = T::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    crate::trace::tells_all!(T::IS_KNOWN, T::IS_KNOWN);
    crate::trace::finds_all!(T::HOLDS_BEHIND, T::HOLDS_BEHIND);
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        let wants_everything = tracer.wants_everything();
        if wants_everything {
            this.look_closer(tracer);
        }
        if Self::HOLDS || wants_everything {
            this.read(|items| tracer.items(items.as_slice()));
        }
    }
    crate::trace::owns! { this => this.read(|items| items.capacity()) * size_of::<Obj<T>>() }
    #[cfg(feature = "parcel")]
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        let items = this.items.get_mut();
        #[cfg(feature = "serde")]
        if let Some(mark) = items.mark() {
            if awaited::is_left(mark, relocator) {
                *items = Items::EMPTY;
            }
            return;
        }
        match items.unshared() {
            Some(items) => relocator.items(items),
            None => relocator.cannot("an iterator of a list was leaked".to_owned()),
        }
    }
    crate::trace::copied_by_clone! {}
}
