//! Levels of nested drops.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Dead, finalize_and_drop, pass_on};
use crate::ground::unraisable::keep_first;
use crate::header::FlagWord;
use crate::heap::Heap;
use crate::heap::page::PagePtr;

/// One level of nested drops. The outermost tears down what was queued, also when unwinding.
pub(super) struct Level {
    heap: &'static Heap,
    /// Where the level around it began.
    outer_start: usize,
}

impl Level {
    /// One level deeper.
    #[inline(always)]
    fn enter(heap: &'static Heap) -> Self {
        Self { heap, outer_start: heap.nesting.enter() }
    }

    /// One level deeper, unless that is too deep.
    #[inline(always)]
    pub(super) fn enter_if_possible(heap: &'static Heap) -> Option<Self> {
        (!heap.nesting.is_deep()).then(|| Self::enter(heap))
    }
}

impl Drop for Level {
    #[inline(always)]
    fn drop(&mut self) {
        if self.heap.nesting.leave(self.outer_start) {
            drain(self.heap);
        }
    }
}

/// Runs `work`, which drops values, one level of drops deeper, however deep that is.
pub(crate) fn in_drop_level(heap: &'static Heap, work: impl FnOnce()) {
    let _level = Level::enter(heap);
    work();
}

/// Tears down everything in the queue; then passes on the first panic.
#[cold]
fn drain(heap: &'static Heap) {
    let mut first = None;
    heap.nesting.start_draining();
    while let Some(pointer) = heap.nesting.pop() {
        pointer.header().clear(FlagWord::QUEUED);
        // SAFETY: what is queued is dead, and waited here for its teardown.
        let dead = unsafe { Dead::of(PagePtr::of(pointer), pointer) };
        keep_first(&mut first, catch_unwind(AssertUnwindSafe(|| finalize_and_drop(dead))).err());
    }
    heap.nesting.end_draining();
    if heap.has_ended() {
        heap.nesting.shrink();
    }
    pass_on(heap, first);
}
