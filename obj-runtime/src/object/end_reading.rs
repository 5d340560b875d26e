//! Reading a place that may change meanwhile.
//!
//! Whoever runs user code on what a container holds takes a handle of its own first. If the place still
//! holds the object afterwards, that handle ends without making the object a candidate: the container is
//! borrowed, hence alive, hence so is what it holds.

use crate::handle::Handle;
#[cfg(feature = "serde")]
use crate::heap::Heap;
use crate::object::Obj;
use crate::object::any::AnyObj;

/// A handle, typed or not, that counts.
pub(crate) trait StrongHandle: Clone {
    /// Whether two handles are to one object.
    fn is_same(&self, other: &Self) -> bool;
    /// The handle without its type.
    fn into_handle(self) -> Handle;
}

impl StrongHandle for AnyObj {
    #[inline]
    fn is_same(&self, other: &Self) -> bool {
        Self::is(self, other)
    }

    #[inline]
    fn into_handle(self) -> Handle {
        Self::into_handle(self)
    }
}

impl<T: ?Sized> StrongHandle for Obj<T> {
    #[inline]
    fn is_same(&self, other: &Self) -> bool {
        Self::is(self, other)
    }

    #[inline]
    fn into_handle(self) -> Handle {
        Self::into_any(self).into_handle()
    }
}

/// Ends a handle that was taken to read a place. `is_still_held` says whether the place still holds the object;
/// if it does not, this is an ordinary drop, which may run user code.
#[inline]
pub(crate) fn end_reading<H: StrongHandle>(handle: H, is_still_held: impl FnOnce(&H) -> bool) {
    let is_held = is_still_held(&handle);
    let handle = handle.into_handle();
    if is_held {
        handle.end_reading();
    }
}

/// A time in which objects are held to be read, and code of the program runs.
#[cfg(feature = "serde")]
pub(crate) struct Reading {
    heap: &'static Heap,
    examinations: usize,
}

#[cfg(feature = "serde")]
impl Reading {
    pub(crate) fn start() -> Self {
        let heap = Heap::current();
        Self { heap, examinations: heap.candidates.examinations() }
    }

    /// Ends a handle that was taken meanwhile. If a collection has begun since the start, the object may have been a candidate that
    /// this handle alone kept alive: this is an ordinary drop then.
    pub(crate) fn end<H: StrongHandle>(&self, handle: H) {
        end_reading(handle, |_| self.examinations == self.heap.candidates.examinations());
    }
}
