//! The small values of one type in one thread: a table by index.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::handle::Handle;
use crate::header::{FlagWord, ObjectPtr};

pub(super) type SmallValue = Cell<Option<ObjectPtr>>;

/// A dense table of objects by index: one count of each object in it is the table's.
pub(crate) struct CacheTable {
    /// None before the first use and after the thread's end.
    places: Cell<NonNull<[SmallValue]>>,
}

const NO_PLACES: NonNull<[SmallValue]> = NonNull::slice_from_raw_parts(NonNull::dangling(), 0);

impl CacheTable {
    pub(crate) const fn new() -> Self {
        Self { places: Cell::new(NO_PLACES) }
    }

    /// The object at an index, if it was made.
    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<ObjectPtr> {
        self.place(index)?.get()
    }

    #[inline]
    pub(super) fn place(&self, index: usize) -> Option<&SmallValue> {
        // SAFETY: places are valid until `release`, which runs no user code before it has taken them; the reference is not
        // kept while user code runs.
        unsafe { self.places.get().as_ref() }.get(index)
    }

    pub(super) fn start(&self, count: usize) {
        let places: Box<[SmallValue]> = (0..count).map(|_| Cell::new(None)).collect();
        self.places.set(NonNull::from(Box::leak(places)));
    }

    /// Takes the places out of the table, which is empty then.
    fn take(&self) -> Box<[SmallValue]> {
        // SAFETY: `start` leaked this box, or there are no places and any pointer will do.
        unsafe { Box::from_raw(self.places.replace(NO_PLACES).as_ptr()) }
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
        (0..self.places.get().len()).filter_map(|index| self.get(index))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.places.get().is_empty()
    }
}

impl Default for CacheTable {
    fn default() -> Self {
        Self::new()
    }
}
