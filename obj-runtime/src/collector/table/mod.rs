//! The collector's table: the objects that a collection examines.
//!
//! While an object is in the table, its header counts the handles not found yet, in the place of the stamp: they are found in
//! any order, and the header is what a handle leads to. The count itself is never touched, so a panic of a hand-written
//! `trace` loses nothing.

mod check;
mod close;
mod count;
mod entry;
mod found;
mod rescue;
mod search;
#[cfg(test)]
mod tests;
mod worklist;

use self::close::Reach;
pub(crate) use self::entry::Entry;
use self::found::Found;
use self::search::Wanted;
use self::worklist::Worklist;
use crate::collector::generation::Generation;
use crate::header::{CountWord, FlagWord, ObjectPtr};
use crate::heap::page::PagePtr;

/// The number of handles that are gathered before what they lead to is visited, so that the processor can wait for the memory
/// of several objects at once.
const MANY_FOUND: usize = 64;

/// Entries kept allocated between collections whatever their number.
const KEPT_CAPACITY: usize = 1 << 16;

/// The objects that a collection examines.
pub(crate) struct Table {
    /// The stamp of young objects.
    stamp: u32,
    /// What the count word of survivors gets: `SLOW`, if they are no longer candidates.
    bits_of_survivors: u32,
    work: Worklist,
    found: Found,
    used: Used,
}

/// The largest number of objects examined at once. The memory for as many is kept.
#[derive(Default)]
struct Used {
    by_this_collection: usize,
    by_last_full: usize,
}

impl Used {
    fn most(&self) -> usize {
        self.by_this_collection.max(self.by_last_full).max(KEPT_CAPACITY)
    }
}

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

impl Table {
    pub(crate) const fn new() -> Self {
        Self {
            stamp: 0,
            bits_of_survivors: 0,
            work: Worklist::new(),
            found: Found::nothing(),
            used: Used { by_this_collection: 0, by_last_full: 0 },
        }
    }

    /// Finds out which of the objects that the candidates on `pages` reach are held from outside. `heap` is the size in
    /// bytes of all pages with objects that may be in cycles.
    pub(crate) fn find_unreachable(
        &mut self,
        pages: impl Iterator<Item = PagePtr>,
        generation: Generation,
        stamp: u32,
        heap: usize,
    ) {
        self.stamp = stamp;
        match generation {
            Generation::Young => {
                self.bits_of_survivors = 0;
                pages.for_each(|page| self.enter_wanted(page, Wanted::young(stamp)));
                self.close(Reach::young(stamp), 0);
                self.used.by_this_collection = self.work.entries.len();
            }
            Generation::Full => {
                self.bits_of_survivors = CountWord::SLOW;
                self.search_in_order(pages, heap);
                self.used.by_this_collection = self.work.entries.len();
                self.used.by_last_full = self.work.entries.len();
            }
        }
        self.rescue(0);
    }

    /// Examines these objects alone, to each of which the collector has `collector_handles` handles. Those that are young
    /// stay so.
    pub(crate) fn recheck(&mut self, objects: &[Entry], collector_handles: u32, stamp: u32) {
        self.stamp = stamp;
        self.bits_of_survivors = CountWord::SLOW;
        self.found = Found::default();
        for entry in objects {
            let is_young = entry.header().flags.get() & FlagWord::STAMP == stamp;
            self.enter(entry.pointer(), collector_handles);
            if is_young {
                entry.header().set(FlagWord::STAYS_YOUNG);
            }
        }
        self.close(Reach::NOTHING, 0);
        self.rescue(collector_handles);
    }

    /// The number of candidates that the search started from.
    pub(crate) fn candidates(&self) -> usize {
        self.found.candidates
    }

    /// The number of objects that the search reached.
    pub(crate) fn examined(&self) -> usize {
        self.used.by_this_collection
    }

    /// The objects that are left after the survivors were removed: nobody outside holds them.
    pub(crate) fn garbage(&self) -> &[Entry] {
        &self.work.entries
    }

    /// Takes the garbage out, which is to be checked again.
    pub(crate) fn take_garbage(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.work.entries)
    }

    /// Removes what was rescued; the rest is garbage. Returns the number of survivors that still are candidates: none, after a
    /// full collection.
    pub(crate) fn remove_survivors(&mut self) -> usize {
        if self.found.rescued == self.work.entries.len() {
            self.work.entries.clear();
        } else if self.found.rescued > 0 {
            self.work.entries.retain(|entry| !entry.is_rescued());
        }
        self.found.surviving_candidates
    }

    /// Removes what was rescued, and returns it.
    pub(crate) fn take_survivors(&mut self) -> Vec<Entry> {
        let (survivors, garbage) = self.work.entries.drain(..).partition(|entry| entry.is_rescued());
        self.work.entries = garbage;
        survivors
    }

    /// Restores the headers and calls `visit` with all objects, which may have been candidates.
    pub(crate) fn give_up(&mut self, mut visit: impl FnMut(ObjectPtr)) {
        let stamp = self.stamp;
        self.work.drain(|entry| {
            if entry.is_begun() {
                entry.restore(stamp);
            }
            visit(entry.pointer());
        });
        self.found = Found::default();
    }

    /// Restores the headers of the garbage and flags them, before user code runs.
    pub(crate) fn flag_garbage(&self) {
        for entry in self.garbage() {
            entry.restore(self.stamp);
            entry.header().set(FlagWord::GARBAGE);
        }
    }

    /// What the handles inside the garbage lead to that is not garbage, if that is known: a handle each, in order.
    pub(crate) fn left_out(&self) -> Option<&[ObjectPtr]> {
        self.found.left_out.as_deref()
    }

    /// Whether any of the objects examined had some of `flags`, which are among `FLAGS_FOR_RELEASE`.
    pub(crate) fn any_had(&self, flags: u32) -> bool {
        self.found.any_had(flags)
    }

    /// There is nothing to examine.
    pub(crate) fn examine_nothing(&mut self, generation: Generation) {
        if generation == Generation::Full && self.used.by_last_full > KEPT_CAPACITY {
            self.used.by_last_full = 0;
            self.reuse();
        }
    }

    /// Empties the table. Its memory is kept as far as this collection, or the last full one, has used it.
    pub(crate) fn reuse(&mut self) {
        self.work.clear(self.used.most());
        self.found = Found::default();
        self.used.by_this_collection = 0;
    }
}
