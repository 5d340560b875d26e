//! The closure: follows the handles of what is in the table, enters what they lead to, and subtracts them from what is outside.

use std::mem::{MaybeUninit, take};
use std::num::Wrapping;

use super::count::{SPECIAL, begin_plain, subtract_in_header};
use super::{Entry, MANY_FOUND, Table};
use crate::ground::prefetch::prefetch;
use crate::header::{FlagWord, ObjectPtr, bits};
use crate::heap::page::PagePtr;
use crate::trace::Words;

/// The number of entries that are followed at a time. While a block is followed the table does not grow, so that its parts
/// stay in registers.
const BLOCK: usize = 16;
/// When an entry is followed, and as many others wait, the header this many entries behind it is prefetched.
const PREFETCH_ENTRIES: usize = 16;

/// Which objects are entered when a handle leads to them: those whose header under `mask` is `flags`.
#[derive(Clone, Copy)]
pub(super) struct Reach {
    mask: u64,
    flags: u64,
}

impl Reach {
    /// All objects that a collection may examine.
    pub(super) const EVERYTHING: Self = Self::of(FlagWord::NOT_ENTERED, FlagWord::TRACKED);
    /// None: what is in the table is examined alone.
    pub(super) const NOTHING: Self = Self::of(0, 1);

    /// Those made since the last collection.
    pub(super) const fn young(stamp: u32) -> Self {
        Self::of(FlagWord::NOT_ENTERED | FlagWord::STAMP, FlagWord::TRACKED | stamp)
    }

    const fn of(mask: u32, flags: u32) -> Self {
        Self { mask: bits(0, mask), flags: bits(0, flags) }
    }
}

/// The object that was followed last, and its words if they are known. Others are often on the same page, and what is known
/// of that need not be waited for each time.
#[derive(Clone, Copy)]
struct Last<W> {
    object: ObjectPtr,
    words: W,
}

impl Last<Option<Words>> {
    fn of(entry: Entry) -> Self {
        Self { object: entry.pointer(), words: entry.page().info.pointers.words() }
    }
}

/// What came of a block.
struct Followed {
    entries: usize,
    entered: usize,
}

impl Table {
    /// Follows the handles of the entries from `next` on and of what is entered meanwhile.
    pub(super) fn close(&mut self, reach: Reach, mut next: usize) {
        loop {
            next = self.follow_many(next, reach);
            next = self.follow_some(next, reach);
            if next == self.work.entries.len() {
                if self.work.tracer.found.is_empty() {
                    break;
                }
                self.visit_found(reach);
            }
        }
        self.work.entries.append(&mut self.work.guarded);
    }

    /// Follows the entries from `next` on in blocks, as long as many wait and a map says where their handles lie; returns
    /// the index of the first that was not followed.
    fn follow_many(&mut self, mut next: usize, reach: Reach) -> usize {
        if self.work.entries.len() - next < BLOCK + PREFETCH_ENTRIES {
            return next;
        }
        let Last { object, words: Some(words) } = Last::of(self.work.entries[next]) else { return next };
        let mut last = Last { object, words };
        let mut entries = take(&mut self.work.entries);
        while entries.len() - next >= BLOCK + PREFETCH_ENTRIES {
            let len = entries.len();
            let (so_far, room) = split_at_room(&mut entries);
            let followed = self.follow_block(&so_far[next..next + BLOCK + PREFETCH_ENTRIES], room, &mut last, reach);
            // SAFETY: this number of places was written.
            unsafe { entries.set_len(len + followed.entered) };
            if !self.work.stack.is_empty() {
                entries.append(&mut self.work.stack);
            }
            next += followed.entries;
            if followed.entries < BLOCK {
                break;
            }
        }
        self.work.entries = entries;
        next
    }

    /// Follows the entries of a block, up to one without a map; those `PREFETCH_ENTRIES` come after it. What it enters is written to
    /// `room`.
    #[inline(never)]
    fn follow_block(
        &mut self,
        block: &[Entry],
        room: &mut [MaybeUninit<Entry>],
        last: &mut Last<Words>,
        reach: Reach,
    ) -> Followed {
        let (mut followed, mut entered, mut outside) = (0, 0, Wrapping(0));
        for window in block.windows(PREFETCH_ENTRIES + 1) {
            let (entry, soon) = (window[0], window[PREFETCH_ENTRIES]);
            prefetch(soon.pointer().raw().as_ptr());
            if !PagePtr::is_shared(last.object, entry.pointer()) {
                let Last { object, words: Some(words) } = Last::of(entry) else { break };
                *last = Last { object, words };
            }
            followed += 1;
            let mut words = last.words;
            loop {
                // SAFETY: the value is whole, and the map is of its type.
                let target = unsafe { words.first(entry.pointer().value()) };
                if let Some(target) = target
                    && self.visit_target(target, reach, &mut outside)
                {
                    match room.get_mut(entered) {
                        Some(place) => {
                            place.write(Entry::of(target));
                            entered += 1;
                        }
                        None => self.put_aside(target),
                    }
                }
                let Some(rest) = words.rest() else { break };
                words = rest;
            }
        }
        self.found.outside += outside;
        Followed { entries: followed, entered }
    }

    /// There is no room among the entries for what was entered.
    #[cold]
    #[inline(never)]
    fn put_aside(&mut self, target: ObjectPtr) {
        self.work.stack.push(Entry::of(target));
    }

    /// Follows some entries from `next` on one by one; returns the index of the first that was not followed. What the
    /// handles of those without a map lead to is visited later.
    fn follow_some(&mut self, mut next: usize, reach: Reach) -> usize {
        let (until, mut outside) = (next + BLOCK, Wrapping(0));
        while next < until
            && let Some(&entry) = self.work.entries.get(next)
        {
            if let Some(soon) = self.work.entries.get(next + PREFETCH_ENTRIES) {
                prefetch(soon.pointer().raw().as_ptr());
            }
            next += 1;
            let Some(words) = entry.words() else {
                entry.trace_by_call(&mut self.work.tracer);
                self.found.any_traced_by_call = true;
                if self.work.tracer.found.len() >= MANY_FOUND {
                    self.visit_found(reach);
                }
                continue;
            };
            let visit = |target| {
                if self.visit_target(target, reach, &mut outside) {
                    self.work.entries.push(Entry::of(target));
                }
            };
            // SAFETY: the value is whole, and the map is of its type.
            unsafe { words.for_each(entry.pointer().value(), visit) };
        }
        self.found.outside += outside;
        next
    }

    /// Visits what was gathered.
    fn visit_found(&mut self, reach: Reach) {
        let mut found = take(&mut self.work.tracer.found);
        let mut outside = Wrapping(0);
        for target in found.drain(..) {
            if self.visit_target(target, reach, &mut outside) {
                self.work.entries.push(Entry::of(target));
            }
        }
        self.found.outside += outside;
        self.work.tracer.found = found;
    }

    /// Visits what a handle leads to; returns whether it was entered just now and its handles are to be followed. The change of
    /// the number of handles outside is added to `outside`.
    #[inline(always)]
    pub(super) fn visit_target(&mut self, target: ObjectPtr, reach: Reach, outside: &mut Wrapping<u64>) -> bool {
        let header = target.header();
        let before = header.bits();
        if before & bits(0, FlagWord::COUNTED_IN_HEADER) != 0 {
            subtract_in_header(header, before);
            *outside -= 1;
            false
        } else if before & (reach.mask | SPECIAL) == reach.flags {
            *outside += begin_plain(header, before, 1);
            true
        } else {
            self.visit_special(Entry::of(target), reach)
        }
    }

    /// Visits an object that has something special, or is not entered.
    #[cold]
    #[inline(never)]
    fn visit_special(&mut self, entry: Entry, reach: Reach) -> bool {
        let header = entry.header();
        if entry.is_overdrawn() {
            // It looks as if it were not entered. No `Trace` that keeps its contract comes here.
            return false;
        }
        if header.bits() & reach.mask == reach.flags {
            return self.begin_special(entry, 1);
        }
        if header.has(FlagWord::COUNTED_ASIDE) {
            if self.subtract_aside(header) {
                self.found.outside -= 1;
            }
        } else if let Some(left_out) = &mut self.found.left_out {
            left_out.push(entry.pointer());
        }
        false
    }
}

/// The entries, and the room behind them.
fn split_at_room(entries: &mut Vec<Entry>) -> (&[Entry], &mut [MaybeUninit<Entry>]) {
    let (len, room) = (entries.len(), entries.capacity() - entries.len());
    let start = entries.as_mut_ptr();
    // SAFETY: `len` entries are initialized, and nobody else changes them while they are lent.
    let so_far = unsafe { std::slice::from_raw_parts(start, len) };
    let end = start.wrapping_add(len);
    // SAFETY: the room begins where they end and goes on as far as the capacity; nobody else has it while it is lent.
    let room = unsafe { std::slice::from_raw_parts_mut(end.cast(), room) };
    (so_far, room)
}
