//! Where the search starts: at candidates, or at all objects of the pages on which they are many.

use std::mem::take;
use std::num::Wrapping;

use super::close::Reach;
use super::{Entry, MANY_FOUND, Scope, Table};
use crate::header::{EXCLUSIVE, HeaderPtr, SLOW, UNDER_EXAMINATION, whole};
use crate::heap::page::PagePtr;
use crate::heap::type_info::value_of;
use crate::trace::Words;

/// Which candidates a collection starts from: those whose flags under `mask` are `flags`.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) mask: u32,
    pub(super) flags: u32,
}

impl Wanted {
    /// Whether a slot is that of a wanted candidate.
    #[inline]
    fn is(self, slot: HeaderPtr) -> bool {
        // SAFETY: a slot that was handed out has a header.
        let header = unsafe { slot.as_ref() };
        header.is_candidate() & (header.high.get() & self.mask == self.flags)
    }

    /// Whether, by a sample, many of the objects of a page are wanted.
    fn are_many(self, page: PagePtr) -> bool {
        let apart = page.row_of_slots().count.div_ceil(SAMPLE).max(1);
        let (mut wanted, mut all) = (0, 0);
        for slot in page.slots().every(apart) {
            all += 1;
            wanted += usize::from(self.is(slot));
        }
        wanted * DENSE > all
    }
}

/// Where candidates are many, a full collection looks at all objects of their pages: their neighbours lead to most of the
/// others, and it is faster to look at memory in the order of its addresses. Many are one in so many objects of a page,
const DENSE: usize = 8;
/// and such pages are one in so many bytes of the heap.
const MOST: usize = 4;

/// So many slots of a page tell whether candidates are many.
const SAMPLE: usize = 32;

impl Table {
    /// Enters the wanted candidates of all pages and what they reach; with them, where they are many, the other objects of
    /// their pages.
    pub(super) fn look_in_order(&mut self, pages: impl Iterator<Item = PagePtr>, wanted: Wanted, heap: usize) {
        let (mut dense, others): (Vec<_>, Vec<_>) = pages.partition(|page| wanted.are_many(*page));
        let others = if dense.iter().map(|page| page.extent().bytes()).sum::<usize>() > heap / MOST {
            dense.sort_unstable_by_key(|page| page.address());
            dense.iter().for_each(|page| page.is_scanned.set(true));
            self.scanned = dense;
            others
        } else {
            dense.into_iter().chain(others).collect()
        };
        for index in 0..self.scanned.len() {
            self.scan(self.scanned[index]);
        }
        self.end_scan();
        let next = self.entries.len();
        self.entries.append(&mut self.stack);
        others.into_iter().for_each(|page| self.enter_wanted(page, wanted));
        self.close(Scope::Full, next);
    }

    pub(super) fn end_scan(&mut self) {
        take(&mut self.scanned).into_iter().for_each(|page| page.is_scanned.set(false));
    }

    /// Enters all objects of a page and follows their handles.
    fn scan(&mut self, page: PagePtr) {
        let reach = self.reach(Scope::Full);
        let mut outside = Wrapping(0);
        match page.info.pointers.words() {
            Some(words) => self.scan_mapped(page, words, reach, &mut outside),
            None => self.scan_unmapped(page, reach, &mut outside),
        }
        self.outside += outside;
    }

    fn scan_mapped(&mut self, page: PagePtr, words: Words, reach: Reach, outside: &mut Wrapping<u64>) {
        for slot in page.slots() {
            if self.enter_in_order(slot) {
                // SAFETY: the value is whole, and the map is of its type.
                unsafe { words.for_each(value_of(slot), |target| self.meet_in_order(slot, target, reach, outside)) };
            }
        }
    }

    fn scan_unmapped(&mut self, page: PagePtr, reach: Reach, outside: &mut Wrapping<u64>) {
        for slot in page.slots() {
            if self.enter_in_order(slot) {
                self.ask(Entry::of(slot));
                if self.tracer.found.len() >= MANY_FOUND {
                    self.meet_found_in_order(slot, reach, outside);
                }
            }
        }
        if let Some(slot) = page.slots().next() {
            self.meet_found_in_order(slot, reach, outside);
        }
    }

    /// Meets what was gathered from the page of a slot.
    fn meet_found_in_order(&mut self, slot: HeaderPtr, reach: Reach, outside: &mut Wrapping<u64>) {
        let mut found = take(&mut self.tracer.found);
        found.drain(..).for_each(|target| self.meet_in_order(slot, target, reach, outside));
        self.tracer.found = found;
    }

    /// Enters the object in a slot of a scanned page, unless a handle did; returns whether its own are to be followed.
    #[inline(always)]
    fn enter_in_order(&mut self, slot: HeaderPtr) -> bool {
        let entry = Entry::of(slot);
        let before = entry.header().whole();
        // (In a free slot the flags are part of an offset.)
        if before as u32 == 0 {
            return false;
        }
        let is_known = before & whole(0, UNDER_EXAMINATION) != 0;
        if !is_known && !entry.header().may_be_examined() {
            return false;
        }
        self.roots += usize::from(before & u64::from(SLOW) == 0);
        let is_followed = if is_known { before & whole(0, EXCLUSIVE) == 0 } else { self.begin(entry, 0) };
        if is_followed {
            self.entries.push(entry);
        }
        is_followed
    }

    /// Meets what a handle in a slot of a scanned page leads to. What is on such pages is entered in order.
    #[inline(always)]
    fn meet_in_order(&mut self, slot: HeaderPtr, target: HeaderPtr, reach: Reach, outside: &mut Wrapping<u64>) {
        if self.meet(target, reach, outside)
            && !PagePtr::is_shared(slot, target)
            && !PagePtr::of(target).is_scanned.get()
        {
            self.stack.push(Entry::of(target));
        }
    }

    pub(super) fn enter_wanted(&mut self, page: PagePtr, wanted: Wanted) {
        for slot in page.slots() {
            if wanted.is(slot) {
                self.roots += 1;
                self.enter(slot, 0);
            }
        }
    }

    /// Enters an object that no handle led to; so many of its handles are known.
    #[inline]
    pub(super) fn enter(&mut self, pointer: HeaderPtr, known: u32) {
        let entry = Entry::of(pointer);
        if self.begin(entry, known) {
            self.entries.push(entry);
        }
    }
}
