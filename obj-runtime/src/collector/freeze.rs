//! `gc::freeze`: objects that the collector leaves alone.

use super::{Collector, step};
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::Heap;
use crate::heap::page::PagePtr;

/// The objects alive that can be in cycles.
fn tracked_objects(heap: &Heap) -> impl Iterator<Item = ObjectPtr> {
    let pages = heap.pages().into_iter().filter(|page| page.info.tracked);
    pages.flat_map(PagePtr::slots).filter(|slot| {
        let header = slot.header();
        // A collection is just ending those in its table.
        header.count.get() != 0 && !header.has(FlagWord::UNDER_EXAMINATION)
    })
}

/// Moves every object out of reach.
pub(crate) fn freeze(heap: &'static Heap) {
    if Collector::current().is_running() {
        return;
    }
    step::abandon();
    Collector::current().has_frozen.set(true);
    for slot in tracked_objects(heap) {
        slot.header().set(FlagWord::PERMANENT);
    }
}

/// Gives every object back, as a candidate: what it holds may have been a candidate meanwhile, and is none any more
/// because this object seemed to hold it from outside.
pub(crate) fn unfreeze(heap: &'static Heap) {
    // To make a candidate may give back pages, though not those of objects that are alive.
    let frozen: Vec<_> = tracked_objects(heap).filter(|slot| slot.header().has(FlagWord::PERMANENT)).collect();
    for slot in frozen {
        let header = slot.header();
        header.clear(FlagWord::PERMANENT);
        // One that is still being made has no value to look into.
        if !header.has(FlagWord::RESERVED) {
            heap.candidates.mark_again(slot);
        }
    }
}

/// The number of objects out of reach.
pub(crate) fn freeze_count(heap: &Heap) -> usize {
    tracked_objects(heap).filter(|slot| slot.header().has(FlagWord::PERMANENT)).count()
}
