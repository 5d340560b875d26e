//! `gc::freeze`: objects that the collector leaves alone.

use super::step;
use crate::header::{HeaderPtr, LOOKED_AT, PERMANENT};
use crate::heap::Heap;
use crate::heap::page::PagePtr;

/// The objects alive that can be in cycles.
fn tracked_objects(heap: &Heap) -> impl Iterator<Item = (PagePtr, HeaderPtr)> {
    let pages = heap.pages().into_iter().filter(|page| page.info.tracked);
    pages.flat_map(|page| page.slots().map(move |slot| (page, slot))).filter(|(_, slot)| {
        // SAFETY: a slot that was handed out has a header.
        let low = unsafe { slot.as_ref() }.low.get();
        // The flags of those that a collection is just ending are in its table.
        low != 0 && low & LOOKED_AT == 0
    })
}

/// Moves every object out of reach.
pub(crate) fn freeze(heap: &'static Heap) {
    if heap.collector.is_running() {
        return;
    }
    step::abandon(heap);
    for (_, slot) in tracked_objects(heap) {
        // SAFETY: the object is there.
        unsafe { slot.as_ref() }.set(PERMANENT);
    }
}

/// Gives every object back, with the flags it had.
pub(crate) fn unfreeze(heap: &'static Heap) {
    for (page, slot) in tracked_objects(heap) {
        // SAFETY: the object is there.
        let header = unsafe { slot.as_ref() };
        header.clear(PERMANENT);
        if header.is_candidate() {
            heap.collector.keep_page(page);
        }
    }
}

/// The number of objects out of reach.
pub(crate) fn freeze_count(heap: &Heap) -> usize {
    // SAFETY: the object is there.
    tracked_objects(heap).filter(|(_, slot)| unsafe { slot.as_ref() }.has(PERMANENT)).count()
}
