//! The handles of an `ObjVec`: an array on the heap that readers can share.
//!
//! Iterating takes a share of the array. Whoever changes an array that is shared makes a copy first, so an
//! iterator goes on with what there was when it began, and nobody pays for that unless both happen.
//! (Only adding at the end needs no copy: readers do not look there.)

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error, realloc};
use std::cell::Cell;
use std::marker::PhantomData;
use std::mem::offset_of;
use std::ptr::{self, NonNull};

#[cfg(feature = "serde")]
use crate::cells::awaited;
use crate::ground::mark;
#[cfg(feature = "serde")]
use crate::ground::mark::Mark;
use crate::object::Obj;

/// A growable array of handles, or a share of one.
///
/// Invariant: `array` is `None`, or a mark, which is as none, or was allocated with the layout of its capacity and is freed by the last of its
/// `owners`; the first `length` places hold handles. They are changed by a sole owner only; the places
/// behind them by any.
pub(super) struct Items<T: ?Sized> {
    array: Option<NonNull<Array<T>>>,
    items: PhantomData<Obj<T>>,
}

#[repr(C)]
struct Array<T: ?Sized> {
    owners: Cell<usize>,
    length: Cell<usize>,
    capacity: usize,
    /// `capacity` places.
    places: [Obj<T>; 0],
}

/// The capacity of the first array that grows by itself: with its head 56 bytes, which usual allocators give exactly.
const FIRST_CAPACITY: usize = 4;

impl<T: ?Sized> Items<T> {
    pub(super) const EMPTY: Self = Self { array: None, items: PhantomData };

    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn with_capacity(capacity: usize) -> Self {
        let mut items = Self::EMPTY;
        items.prepare(capacity);
        items
    }

    /// The array, if there is one.
    #[inline]
    fn pointer(&self) -> Option<NonNull<Array<T>>> {
        self.array.filter(|array| !mark::is_mark(array.addr()))
    }

    #[inline]
    fn array(&self) -> Option<&Array<T>> {
        // SAFETY: by the invariant the array is there; the reference spans its head only.
        self.pointer().map(|array| unsafe { array.as_ref() })
    }

    /// No items, until those come for which the mark stands.
    #[cfg(feature = "serde")]
    pub(super) fn of_mark(mark: Mark) -> Self {
        Self { array: Some(NonNull::without_provenance(mark.address())), items: PhantomData }
    }

    /// The mark in place of the items, if there is one.
    #[cfg(feature = "serde")]
    pub(super) fn mark(&self) -> Option<Mark> {
        Mark::of(self.array?.addr())
    }

    /// What a mark stands for is not awaited any more.
    #[cfg(feature = "serde")]
    fn give_up_mark(&mut self) {
        if let Some(mark) = self.mark() {
            self.array = None;
            awaited::gone(mark);
        }
    }

    /// The objects for which the mark stands, if they are there.
    #[cfg(feature = "serde")]
    pub(super) fn take_row(&mut self, mark: Mark) {
        let items = awaited::take_row(mark, |row| {
            let mut items = Self::with_capacity(row.len());
            row.each(|object| items.push(object));
            items
        });
        if let Some(items) = items {
            // It was the mark.
            std::mem::forget(std::mem::replace(self, items));
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.array().map_or(0, |array| array.length.get())
    }

    #[inline]
    pub(super) fn capacity(&self) -> usize {
        self.array().map_or(0, |array| array.capacity)
    }

    /// The first place, dangling if there is none: what comes so far behind null, or a mark, is neither null nor unaligned.
    #[inline]
    fn places(&self) -> *mut Obj<T> {
        const { assert!(mark::ALIGNMENT.is_multiple_of(align_of::<Array<T>>())) }
        let array = self.array.map_or(ptr::null_mut(), NonNull::as_ptr);
        array.wrapping_byte_add(offset_of!(Array<T>, places)).cast()
    }

    #[inline]
    pub(super) fn as_slice(&self) -> &[Obj<T>] {
        // SAFETY: the first `len` places hold handles; they do not change while `self` is borrowed.
        unsafe { std::slice::from_raw_parts(self.places(), self.len()) }
    }

    /// The handles, to be exchanged. Copies them first if they are shared.
    pub(super) fn as_mut_slice(&mut self) -> &mut [Obj<T>] {
        self.own();
        // SAFETY: the first `len` places hold handles, and the array is this owner's alone.
        unsafe { std::slice::from_raw_parts_mut(self.places(), self.len()) }
    }

    /// Whether the handles are there, and no other owner shares them.
    #[inline]
    pub(super) fn are_own(&self) -> bool {
        self.array.is_none() || self.array().is_some_and(|array| array.owners.get() == 1)
    }

    /// The handles, to be exchanged, unless they are shared.
    #[cfg(feature = "parcel")]
    pub(super) fn unshared(&mut self) -> Option<&mut [Obj<T>]> {
        // SAFETY: the first `len` places hold handles, and the array is this owner's alone, as was just asked.
        (!self.is_shared()).then(|| unsafe { std::slice::from_raw_parts_mut(self.places(), self.len()) })
    }

    /// Another owner of the same array, or of a copy if no more can be counted.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn share(&self) -> Self {
        if let Some(array) = self.array() {
            let Some(owners) = array.owners.get().checked_add(1) else { return self.copy() };
            array.owners.set(owners);
        }
        Self { array: self.pointer(), items: PhantomData }
    }

    /// Whether both are of one array.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        self.pointer() == other.pointer()
    }

    #[inline]
    fn is_shared(&self) -> bool {
        self.array().is_some_and(|array| array.owners.get() > 1)
    }

    /// Makes the array this owner's alone.
    #[inline]
    fn own(&mut self) {
        if self.is_shared() {
            self.prepare(0);
        }
    }

    /// Makes the array this owner's alone, with room for `more` handles.
    ///
    /// # Panics
    /// If that would be more than `isize::MAX` bytes.
    pub(super) fn prepare(&mut self, more: usize) {
        let (length, capacity) = (self.len(), self.capacity());
        if self.is_shared() {
            *self = self.copy_with(capacity.max(length.saturating_add(more)));
        } else if more > capacity - length {
            let wanted = length.saturating_add(more);
            self.grow(if length == 0 { wanted } else { wanted.max(capacity.saturating_mul(2)) });
        }
    }

    /// The same handles in an array with room for so many, which are no fewer.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn copy_with(&self, capacity: usize) -> Self {
        let mut copy = Self::with_capacity(capacity);
        self.as_slice().iter().for_each(|object| copy.push(object.clone()));
        copy
    }

    /// The same handles in an array of their own.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn copy(&self) -> Self {
        self.copy_with(self.len())
    }

    /// Moves the handles to a larger array, which is not shared.
    fn grow(&mut self, capacity: usize) {
        let new = layout::<T>(capacity);
        let (length, memory) = match self.pointer() {
            None => {
                #[cfg(feature = "serde")]
                self.give_up_mark();
                // SAFETY: the layout has a size above zero: that of the head.
                (0, unsafe { alloc(new) })
            }
            Some(array) => {
                let old = layout::<T>(self.capacity());
                // SAFETY: the array was allocated with this layout and is this owner's alone; the new size is
                // that of a layout.
                (self.len(), unsafe { realloc(array.as_ptr().cast(), old, new.size()) })
            }
        };
        let Some(array) = NonNull::new(memory.cast::<Array<T>>()) else { handle_alloc_error(new) };
        let head = Array { owners: Cell::new(1), length: Cell::new(length), capacity, places: [] };
        // SAFETY: the memory is fresh, and as large as an array of this capacity, which begins with its head.
        unsafe { array.write(head) };
        self.array = Some(array);
    }

    /// Adds a handle at the end. Constant time, amortised.
    #[inline]
    pub(super) fn push(&mut self, object: Obj<T>) {
        let length = self.len();
        if length == self.capacity() {
            self.prepare(if length == 0 { FIRST_CAPACITY } else { 1 });
        }
        let place = self.places().wrapping_add(length);
        // SAFETY: there is room for more than `length` handles; this place holds none, and no owner looks at it.
        unsafe { place.write(object) };
        self.set_len(length + 1);
    }

    /// Takes the last handle off.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn pop(&mut self) -> Option<Obj<T>> {
        self.own();
        let last = self.len().checked_sub(1)?;
        self.set_len(last);
        let place = self.places().wrapping_add(last);
        // SAFETY: the place holds a handle that is this owner's alone and, by its length, no more the array's.
        Some(unsafe { place.read() })
    }

    /// Takes the handles from `start` on off.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn split_off(&mut self, start: usize) -> Vec<Obj<T>> {
        self.own();
        let count = self.len() - start;
        let mut rest = Vec::with_capacity(count);
        self.set_len(start);
        let first = self.places().wrapping_add(start);
        // SAFETY: `count` handles are there; they are this owner's alone and, by its length, no more the array's.
        unsafe { first.copy_to_nonoverlapping(rest.as_mut_ptr(), count) };
        // SAFETY: `count` handles were just moved there.
        unsafe { rest.set_len(count) };
        rest
    }

    /// Adds the handles at the end.
    pub(super) fn append(&mut self, mut objects: Vec<Obj<T>>) {
        self.prepare(objects.len());
        let (length, count) = (self.len(), objects.len());
        let end = self.places().wrapping_add(length);
        // SAFETY: the list gives its handles up: they are the array's now.
        unsafe { objects.set_len(0) };
        // SAFETY: there is room for `count` handles behind `length`; the places hold none, and `count` are there in the list.
        unsafe { end.copy_from_nonoverlapping(objects.as_ptr(), count) };
        self.set_len(length + count);
    }

    fn set_len(&mut self, length: usize) {
        if let Some(array) = self.array() {
            debug_assert!(length <= array.capacity);
            array.length.set(length);
        }
    }
}

/// # Panics
/// If so many handles, and some more, would need more than `isize::MAX` bytes.
pub(super) fn assert_room<T: ?Sized>(length: usize, more: usize) {
    layout::<T>(length.saturating_add(more));
}

/// The layout of an array with `capacity` places.
fn layout<T: ?Sized>(capacity: usize) -> Layout {
    let places = Layout::array::<Obj<T>>(capacity);
    let array = places.and_then(|places| Layout::new::<Array<T>>().extend(places));
    array.unwrap_or_else(|_| panic!("capacity overflow")).0.pad_to_align()
}

/// The memory of an array whose handles are being dropped, with its layout: freed however that ends.
struct Memory<T: ?Sized>(NonNull<Array<T>>, Layout);

impl<T: ?Sized> Drop for Memory<T> {
    fn drop(&mut self) {
        // SAFETY: the last owner is gone, and the array was allocated with this layout.
        unsafe { dealloc(self.0.as_ptr().cast(), self.1) };
    }
}

impl<T: ?Sized> Drop for Items<T> {
    #[inline]
    fn drop(&mut self) {
        let Some(array) = self.array() else {
            // By value: a list that is known to be empty need not lie in memory to be dropped.
            #[cfg(feature = "serde")]
            self.mark().into_iter().for_each(awaited::gone);
            return;
        };
        let owners = array.owners.get() - 1;
        array.owners.set(owners);
        if owners == 0 {
            self.end();
        }
    }
}

impl<T: ?Sized> Items<T> {
    /// Drops the handles and frees the array: the last owner goes.
    fn end(&mut self) {
        let Some(array) = self.pointer() else { return };
        let _memory = Memory(array, layout::<T>(self.capacity()));
        let handles = ptr::slice_from_raw_parts_mut(self.places(), self.len());
        // SAFETY: the first `len` places hold handles, which are dropped once: no owner is left.
        unsafe { handles.drop_in_place() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Int;

    #[test]
    fn owners_that_cannot_be_counted_get_a_copy() {
        let mut items = Items::EMPTY;
        items.push(Obj::<Int>::from(1_000_000));
        let set = |items: &Items<Int>, owners| items.array().expect("there is one").owners.set(owners);
        set(&items, usize::MAX);
        let other = items.share();
        assert!(!other.is_same_as(&items));
        assert!(Obj::is(&other.as_slice()[0], &items.as_slice()[0]));
        set(&items, 1);
    }
}
