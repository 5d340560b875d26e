//! The search: enters what the candidates reach, and counts which of their handles it finds.

use std::ptr::NonNull;

use super::{Entry, MANY_FOUND, Scope, Table};
use crate::header::{
    CROWDED, EXCLUSIVE, FLAGS, Header, HeaderPtr, IMMORTAL, IN_TABLE, LOOKED_AT, MANY, NOT_ENTERED, ONE, ONE_OUTSIDE,
    OUTSIDE, SLOW, STAMP, TABLED, TRACKED,
};
use crate::heap::page::PagePtr;
use crate::prefetch::prefetch;
use crate::trace::Words;
use crate::type_info::value_of;

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

/// An object is asked for when so many others are to be followed before it.
const AHEAD: usize = 16;

/// Where candidates are many, a full collection looks at all objects of their pages: their neighbours lead to most of the
/// others, and it is faster to look at memory in the order of its addresses. Many are one in so many objects of a page,
const DENSE: usize = 8;
/// and such pages are one in so many bytes of the heap.
const MOST: usize = 4;

/// So many slots of a page tell whether candidates are many.
const SAMPLE: usize = 32;

/// Which objects are entered when a handle leads to them: those whose flags under `mask` are `flags`.
#[derive(Clone, Copy)]
struct Reach {
    mask: u32,
    flags: u32,
}

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
        std::mem::take(&mut self.scanned).into_iter().for_each(|page| page.is_scanned.set(false));
    }

    /// Enters all objects of a page and follows their handles.
    fn scan(&mut self, page: PagePtr) {
        let (words, reach) = (page.info.pointers.words(), self.reach(Scope::Full));
        for slot in page.slots() {
            // SAFETY: a slot that was handed out has a header.
            let header = unsafe { slot.as_ref() };
            // (In a free slot the flags are part of an offset.)
            if !header.has(IN_TABLE) || header.low.get() == 0 {
                if !header.may_be_looked_at() {
                    continue;
                }
                self.flags |= header.high.get();
                self.outside += self.begin(header, 0);
            }
            self.roots += usize::from(header.low.get() & SLOW == 0);
            self.entries.push(Entry::of(slot));
            self.follow::<true>(Entry::of(slot), words, reach);
        }
        self.meet_found::<true>(reach);
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
        self.entries.push(entry);
        self.flags |= entry.header().high.get();
        self.outside += self.begin(entry.header(), known);
    }

    /// Begins to count the handles of an object that was just entered; answers with how many are outside.
    #[inline(always)]
    fn begin(&mut self, header: &Header, known: u32) -> usize {
        let (low, high) = (header.low.get(), header.high.get());
        if (high & (EXCLUSIVE | IMMORTAL) != 0) | (low >= MANY * ONE) {
            return self.begin_crowded(header, known);
        }
        let outside = low / ONE - known;
        header.low.set(low | LOOKED_AT);
        header.high.set(TABLED | (outside * ONE_OUTSIDE) | (high & FLAGS));
        outside as usize
    }

    /// The same of an object that is held whatever is found, or has too many handles for its header.
    #[cold]
    #[inline(never)]
    fn begin_crowded(&mut self, header: &Header, known: u32) -> usize {
        let (low, high) = (header.low.get(), header.high.get());
        header.high.set((high & FLAGS) | CROWDED);
        if high & IMMORTAL == 0 {
            header.low.set(low | LOOKED_AT);
        }
        if high & (EXCLUSIVE | IMMORTAL) != 0 {
            return 1;
        }
        self.set_outside(header, low / ONE - known);
        (low / ONE - known) as usize
    }

    /// Notes how many handles to an object are not found yet.
    pub(super) fn set_outside(&mut self, header: &Header, handles: u32) {
        let flags = header.high.get() & FLAGS & !CROWDED;
        if handles < MANY {
            header.high.set(TABLED | (handles * ONE_OUTSIDE) | flags);
        } else {
            header.high.set(CROWDED | flags);
            self.many.insert(std::ptr::from_ref(header).addr(), handles);
        }
    }

    /// One of the handles to an object of the table is inside another.
    #[inline(always)]
    pub(super) fn found_inside(&mut self, header: &Header) {
        let high = header.high.get();
        if high & TABLED != 0 {
            debug_assert!(high & OUTSIDE != 0, "`trace` visited more handles than there are");
            header.high.set(high - ONE_OUTSIDE);
        } else {
            self.found_one_of_many(header);
        }
    }

    /// The same of a crowded object; answers whether it counts.
    #[cold]
    #[inline(never)]
    fn found_one_of_many(&mut self, header: &Header) -> bool {
        let address = std::ptr::from_ref(header).addr();
        // Objects that are held whatever is found have no number.
        let Some(handles) = self.many.get_mut(&address) else { return false };
        *handles -= 1;
        let handles = *handles;
        if handles < MANY {
            self.many.remove(&address);
            self.set_outside(header, handles);
        }
        true
    }

    fn reach(&self, scope: Scope) -> Reach {
        match scope {
            Scope::Young => Reach { mask: NOT_ENTERED | STAMP, flags: TRACKED | self.stamp },
            Scope::Full => Reach { mask: NOT_ENTERED, flags: TRACKED },
            Scope::Given => Reach { mask: 0, flags: 1 },
        }
    }

    /// Follows the handles of the entries from `next` on, enters what they lead to, and subtracts them from what is outside.
    pub(super) fn close(&mut self, scope: Scope, mut next: usize) {
        let reach = self.reach(scope);
        // Neighbours are often on one page; what is known of it need not be waited for each time.
        let (mut neighbour, mut words) = (NonNull::dangling(), None);
        loop {
            while let Some(&entry) = self.entries.get(next) {
                if let Some(soon) = self.entries.get(next + AHEAD) {
                    prefetch(soon.pointer().as_ptr());
                }
                next += 1;
                if !PagePtr::is_shared(neighbour, entry.pointer()) {
                    (neighbour, words) = (entry.pointer(), entry.page().info.pointers.words());
                }
                self.follow::<false>(entry, words, reach);
            }
            if self.tracer.found.is_empty() {
                return;
            }
            self.meet_found::<false>(reach);
        }
    }

    /// Meets what the handles of an object lead to: those that the map of its type names at once, others some time.
    #[inline(always)]
    fn follow<const SCANS: bool>(&mut self, entry: Entry, words: Option<Words>, reach: Reach) {
        if entry.header().has(EXCLUSIVE) {
            return;
        }
        if let Some(words) = words {
            // SAFETY: the value is whole, and the map is of its type.
            self.meet::<SCANS>(unsafe { words.of(value_of(entry.pointer())) }, reach);
        } else {
            // SAFETY: the value is whole, and the function is of its type.
            unsafe { (entry.page().info.trace)(value_of(entry.pointer()), &mut self.tracer) };
            self.asked = true;
            if self.tracer.found.len() >= MANY_FOUND {
                self.meet_found::<SCANS>(reach);
            }
        }
    }

    /// Meets what was found.
    fn meet_found<const SCANS: bool>(&mut self, reach: Reach) {
        let mut found = std::mem::take(&mut self.tracer.found);
        self.meet::<SCANS>(found.drain(..), reach);
        self.tracer.found = found;
    }

    /// Meets what handles lead to. While it `SCANS` pages, what is on them is entered by `scan`, in order.
    #[inline(always)]
    fn meet<const SCANS: bool>(&mut self, targets: impl Iterator<Item = HeaderPtr>, reach: Reach) {
        let mut outside = self.outside;
        for target in targets {
            // SAFETY: a handle's object is there.
            let header = unsafe { target.as_ref() };
            let high = header.high.get();
            if high & TABLED != 0 {
                debug_assert!(high & OUTSIDE != 0, "`trace` visited more handles than there are");
                header.high.set(high - ONE_OUTSIDE);
                outside -= 1;
            } else if high & reach.mask == reach.flags {
                self.flags |= high;
                outside += self.begin(header, 1);
                if !SCANS {
                    self.entries.push(Entry::of(target));
                } else if !PagePtr::of(target).is_scanned.get() {
                    self.stack.push(Entry::of(target));
                }
            } else if high & CROWDED != 0 {
                outside -= usize::from(self.found_one_of_many(header));
            } else {
                self.left_out.push(target);
            }
        }
        self.outside = outside;
    }
}
