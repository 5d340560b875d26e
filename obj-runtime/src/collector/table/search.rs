//! Where the search starts: at candidates, or at all objects of the pages on which candidates are dense.

use std::num::Wrapping;

use super::close::Reach;
use super::{Entry, MANY_FOUND, Table};
use crate::header::{CountWord, FlagWord, ObjectPtr, bits};
use crate::heap::page::PagePtr;
use crate::trace::Words;

/// Which candidates a collection starts from: those whose header under `mask` is `flags`.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    mask: u64,
    flags: u64,
}

impl Wanted {
    /// All of them, but those that were frozen.
    const ALL: Self = Self::of(0, 0);

    /// Those among them that were made since the last collection.
    pub(super) const fn young(stamp: u32) -> Self {
        Self::of(FlagWord::STAMP, stamp)
    }

    /// What the bits of a header less one are tested for, so that one test tells candidates from what is free, or dead: their
    /// count is even and greater than 0, and less than that of what is examined.
    const fn of(mask: u32, flags: u32) -> Self {
        let mask = FlagWord::PERMANENT | FlagWord::UNDER_EXAMINATION | FlagWord::TRACKED | mask;
        Self {
            mask: bits(CountWord::EXAMINED | CountWord::SLOW, mask),
            flags: bits(CountWord::SLOW, FlagWord::TRACKED | flags),
        }
    }

    /// Whether a slot is that of a wanted candidate.
    #[inline(always)]
    fn is(self, slot: ObjectPtr) -> bool {
        slot.header().bits().wrapping_sub(1) & self.mask == self.flags
    }

    /// Whether, by a sample, the wanted candidates are dense on a page.
    fn are_dense(self, page: PagePtr) -> bool {
        let apart = page.row_of_slots().count.div_ceil(SAMPLE).max(1);
        let (mut wanted, mut all) = (0, 0);
        for slot in page.slots().every(apart) {
            all += 1;
            wanted += usize::from(self.is(slot));
        }
        wanted * DENSE > all
    }
}

/// Candidates are dense on a page if more than 1 in `DENSE` of its objects is one.
const DENSE: usize = 4;
/// If more than 1 in `MOST` bytes of the heap are in such pages, a full collection examines all objects of these pages: the
/// neighbours of the candidates lead to most of the others, and memory is read faster in the order of its addresses.
const MOST: usize = 4;

/// The number of slots of a page that are the sample.
const SAMPLE: usize = 32;

impl Table {
    /// Enters the candidates of all pages and what they reach; with them, where they are dense, the other objects of their
    /// pages.
    pub(super) fn search_in_order(&mut self, pages: impl Iterator<Item = PagePtr>, heap: usize) {
        let wanted = Wanted::ALL;
        let (mut dense, others): (Vec<_>, Vec<_>) = pages.partition(|page| wanted.are_dense(*page));
        let others = if dense.iter().map(|page| page.extent().bytes()).sum::<usize>() > heap / MOST {
            dense.sort_unstable_by_key(|page| page.address());
            self.work.begin_scan(dense);
            others
        } else {
            dense.into_iter().chain(others).collect()
        };
        for index in 0..self.work.scanned.len() {
            self.scan(self.work.scanned[index]);
        }
        self.work.end_scan();
        let next = self.work.entries.len();
        self.work.entries.append(&mut self.work.stack);
        others.into_iter().for_each(|page| self.enter_wanted(page, wanted));
        self.close(Reach::EVERYTHING, next);
    }

    /// Enters all objects of a page and follows their handles.
    fn scan(&mut self, page: PagePtr) {
        let mut outside = Wrapping(0);
        match page.info.pointers.words() {
            Some(words) => self.scan_mapped(page, words, &mut outside),
            None => self.scan_unmapped(page, &mut outside),
        }
        self.found.outside += outside;
    }

    fn scan_mapped(&mut self, page: PagePtr, words: Words, outside: &mut Wrapping<u64>) {
        for slot in page.slots() {
            if self.enter_in_order(slot) {
                // SAFETY: the value is whole, and the map is of its type.
                unsafe { words.for_each(slot.value(), |target| self.visit_in_order(slot, target, outside)) };
            }
        }
    }

    fn scan_unmapped(&mut self, page: PagePtr, outside: &mut Wrapping<u64>) {
        for slot in page.slots() {
            if self.enter_in_order(slot) {
                // The information of a mixed page has no map; that of the object may have one.
                self.found.any_traced_by_call |= Entry::of(slot).follow(&mut self.work.tracer);
                if self.work.tracer.found.len() >= MANY_FOUND {
                    self.visit_found_in_order(slot, outside);
                }
            }
        }
        if let Some(slot) = page.slots().next() {
            self.visit_found_in_order(slot, outside);
        }
    }

    /// Visits what was gathered from the page of a slot.
    fn visit_found_in_order(&mut self, slot: ObjectPtr, outside: &mut Wrapping<u64>) {
        let mut found = std::mem::take(&mut self.work.tracer.found);
        found.drain(..).for_each(|target| self.visit_in_order(slot, target, outside));
        self.work.tracer.found = found;
    }

    /// Enters the object in a slot of a scanned page, unless a handle led to it before; returns whether the handles inside it
    /// are to be followed.
    #[inline(always)]
    fn enter_in_order(&mut self, slot: ObjectPtr) -> bool {
        let entry = Entry::of(slot);
        let before = entry.header().bits();
        // In a free slot the flags are part of an offset.
        if before as u32 == 0 {
            return false;
        }
        let is_known = before & bits(0, FlagWord::UNDER_EXAMINATION) != 0;
        if !is_known && !entry.header().may_be_examined() {
            return false;
        }
        self.found.candidates += usize::from(before & u64::from(CountWord::SLOW) == 0);
        let is_followed = if is_known { before & bits(0, FlagWord::EXCLUSIVE) == 0 } else { self.begin(entry, 0) };
        if is_followed {
            self.work.entries.push(entry);
        }
        is_followed
    }

    /// Visits what a handle in a slot of a scanned page leads to. What is on such pages is entered in order.
    #[inline(always)]
    fn visit_in_order(&mut self, slot: ObjectPtr, target: ObjectPtr, outside: &mut Wrapping<u64>) {
        if self.visit_target(target, Reach::EVERYTHING, outside)
            && !PagePtr::is_shared(slot, target)
            && !PagePtr::of(target).collection.is_scanned.get()
        {
            self.work.stack.push(Entry::of(target));
        }
    }

    pub(super) fn enter_wanted(&mut self, page: PagePtr, wanted: Wanted) {
        page.slots().for_each_that(
            |slot| wanted.is(slot),
            |slot| {
                self.found.candidates += 1;
                self.enter(slot, 0);
            },
        );
    }

    /// Enters an object that no handle led to; `known` of the handles to it were found already.
    #[inline]
    pub(super) fn enter(&mut self, pointer: ObjectPtr, known: u32) {
        let entry = Entry::of(pointer);
        if self.begin(entry, known) {
            self.work.entries.push(entry);
        }
    }
}
