//! What is to be examined, and what is to be followed.

use super::{Entry, KEPT_CAPACITY};
use crate::heap::page::PagePtr;
use crate::trace::Tracer;

/// The objects under examination and those that wait to be followed.
pub(super) struct Worklist {
    /// The objects under examination, in the order in which they were entered.
    pub(super) entries: Vec<Entry>,
    /// Objects whose handles are yet to be followed: by the rescue, and by the search those that have no place among the
    /// entries yet.
    pub(super) stack: Vec<Entry>,
    /// Objects under examination whose values may not be looked into: an `ObjMut` guard is open.
    pub(super) guarded: Vec<Entry>,
    /// The pages of which all objects are examined.
    pub(super) scanned: Vec<PagePtr>,
    /// Gathers what the handles of values lead to.
    pub(super) tracer: Tracer,
}

impl Worklist {
    pub(super) const fn new() -> Self {
        Self { entries: Vec::new(), stack: Vec::new(), guarded: Vec::new(), scanned: Vec::new(), tracer: Tracer::new() }
    }

    /// All objects of these pages are examined.
    pub(super) fn begin_scan(&mut self, pages: Vec<PagePtr>) {
        pages.iter().for_each(|page| page.collection.is_scanned.set(true));
        self.scanned = pages;
    }

    pub(super) fn end_scan(&mut self) {
        std::mem::take(&mut self.scanned).iter().for_each(|page| page.collection.is_scanned.set(false));
    }

    /// Empties the list and calls `visit` with all objects that are, or may be, under examination.
    pub(super) fn drain(&mut self, mut visit: impl FnMut(Entry)) {
        // Handles may have led to objects on pages that were not scanned yet.
        let slots = self.scanned.iter().flat_map(|page| page.slots()).map(Entry::of);
        let begun = slots.filter(|entry| entry.is_begun());
        begun.for_each(&mut visit);
        self.stack.drain(..).chain(self.guarded.drain(..)).chain(self.entries.drain(..)).for_each(visit);
        self.end_scan();
    }

    /// Empties the list, and keeps the memory for `kept` entries.
    pub(super) fn clear(&mut self, kept: usize) {
        self.entries.clear();
        self.entries.shrink_to(kept);
        self.stack.clear();
        self.stack.shrink_to(kept);
        self.guarded.shrink_to(KEPT_CAPACITY);
        self.tracer.found.clear();
        self.tracer.found.shrink_to(KEPT_CAPACITY);
    }
}
