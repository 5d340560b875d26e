//! What is kept beside a page: something for each of its objects, found by the object's address alone.
//!
//! There is a table from when the first object needs it, so that pages whose objects need none pay nothing.

use std::cell::Cell;
use std::ptr::NonNull;

use super::page::{PAGE_SIZE, PagePtr};
use crate::header::ObjectPtr;

/// The place for a table of the objects in `SPAN` bytes of a page.
pub(crate) struct Beside<T, const SPAN: usize = PAGE_SIZE>(Cell<Option<NonNull<OfObjects<T, SPAN>>>>);

/// A `T` for each object in `SPAN` bytes of a page, `T::default()` for those of which nothing is known.
pub(crate) struct OfObjects<T, const SPAN: usize> {
    /// Objects that are told apart lie at least two to the power of this apart.
    shift: u32,
    of_each: Box<[T]>,
}

impl<T: Default, const SPAN: usize> OfObjects<T, SPAN> {
    /// A table for objects that lie at least `distance` apart.
    fn of(distance: usize) -> Self {
        let shift = distance.ilog2().min(SPAN.ilog2());
        Self { shift, of_each: (0..SPAN >> shift).map(|_| T::default()).collect() }
    }

    /// What is kept of an object.
    #[inline]
    pub(crate) fn at(&self, object: ObjectPtr) -> &T {
        &self.of_each[(object.address() & (SPAN - 1)) >> self.shift]
    }
}

impl<T, const SPAN: usize> Default for Beside<T, SPAN> {
    fn default() -> Self {
        Self(Cell::new(None))
    }
}

impl<T: Default, const SPAN: usize> Beside<T, SPAN> {
    /// The table, if there is one.
    #[inline]
    pub(crate) fn get<'a>(&self) -> Option<&'a OfObjects<T, SPAN>> {
        // SAFETY: the table is valid until `end`, and nobody has a reference to it across that.
        self.0.get().map(|table| unsafe { table.as_ref() })
    }

    /// The table, made for objects that lie at least `distance` apart if there is none.
    pub(crate) fn start<'a>(&self, distance: usize) -> &'a OfObjects<T, SPAN> {
        self.get().unwrap_or_else(|| {
            let table = Box::new(OfObjects::of(distance));
            // An allocator that makes weak handles may have come first.
            if self.0.get().is_none() {
                self.0.set(Some(NonNull::from(Box::leak(table))));
            }
            self.get().unwrap_or_else(|| unreachable!("the table was just made"))
        })
    }
}

impl<T, const SPAN: usize> Beside<T, SPAN> {
    /// There is no table any more.
    #[inline]
    pub(super) fn end(&self) {
        if let Some(table) = self.0.take() {
            // SAFETY: `start` leaked this box, and no reference to it is kept.
            drop(unsafe { Box::from_raw(table.as_ptr()) });
        }
    }
}

impl<T, const SPAN: usize> Drop for Beside<T, SPAN> {
    fn drop(&mut self) {
        self.end();
    }
}

/// The bytes of a page whose objects share a table of anchors: weak handles may be to few of its objects.
const ANCHOR_SPAN: usize = PAGE_SIZE / 16;

/// What is known of the weak handles of an object.
pub(crate) type FirstAnchor = Cell<Option<NonNull<()>>>;

/// The first anchors of the objects of a page.
pub(crate) type Anchors = Beside<Beside<FirstAnchor, ANCHOR_SPAN>>;

impl PagePtr {
    /// What is known of the weak handles of an object of the page, if there is a table for it.
    #[inline]
    pub(crate) fn first_anchor<'a>(self, object: ObjectPtr) -> Option<&'a FirstAnchor> {
        Some(self.anchors.get()?.at(object).get()?.at(object))
    }

    /// The same, made if it is not there.
    pub(crate) fn start_first_anchor<'a>(self, object: ObjectPtr) -> &'a FirstAnchor {
        self.anchors.start(ANCHOR_SPAN).at(object).start(self.least_distance()).at(object)
    }
}
