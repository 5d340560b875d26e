//! The small values of one type in one thread: a table by index.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::handle::Handle;
use crate::header::{FlagWord, ObjectPtr};

pub(super) type SmallValue = Cell<Option<ObjectPtr>>;

/// A dense table of objects by index: one count of each object in it is the table's.
pub(crate) struct CacheTable {
    places: Cell<NonNull<SmallValue>>,
    /// The number of places: 0 before the first use and after the thread's end.
    len: Cell<usize>,
}

impl CacheTable {
    pub(crate) const fn new() -> Self {
        Self { places: Cell::new(NonNull::dangling()), len: Cell::new(0) }
    }

    /// The object at an index, if it was made.
    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<ObjectPtr> {
        self.place(index)?.get()
    }

    #[inline]
    pub(super) fn place(&self, index: usize) -> Option<&SmallValue> {
        if index >= self.len.get() {
            return None;
        }
        // SAFETY: the index is below the number of places.
        let place = unsafe { self.places.get().add(index) };
        // SAFETY: places are valid until `release`, which runs no user code before it has set `len` to 0;
        // the reference is not kept while user code runs.
        Some(unsafe { place.as_ref() })
    }

    pub(super) fn start(&self, count: usize) {
        let places: Box<[SmallValue]> = (0..count).map(|_| Cell::new(None)).collect();
        self.places.set(NonNull::from(Box::leak(places)).cast());
        self.len.set(count);
    }

    /// Takes the places out of the table, which is empty then.
    fn take(&self) -> Box<[SmallValue]> {
        let places = NonNull::slice_from_raw_parts(self.places.replace(NonNull::dangling()), self.len.replace(0));
        // SAFETY: `start` leaked a box of this length, or there are no places and any pointer will do.
        unsafe { Box::from_raw(places.as_ptr()) }
    }

    /// Drops the table's handles.
    pub(crate) fn release(&self) {
        for place in self.take() {
            if let Some(object) = place.get() {
                object.header().clear(FlagWord::CACHED);
                // SAFETY: this count was the table's.
                drop(unsafe { Handle::adopt(object) });
            }
        }
    }

    /// The objects in the table.
    pub(crate) fn objects(&self) -> impl Iterator<Item = ObjectPtr> {
        (0..self.len.get()).filter_map(|index| self.get(index))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len.get() == 0
    }
}

impl Default for CacheTable {
    fn default() -> Self {
        Self::new()
    }
}
