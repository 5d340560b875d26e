//! The closure: follows the handles of what is in the table, enters what they lead to, and counts them.

use std::mem::{MaybeUninit, take};
use std::num::Wrapping;

use super::count::{SPECIAL, begin_plain, found_inside};
use super::{Entry, MANY_FOUND, Scope, Table};
use crate::ground::prefetch::prefetch;
use crate::header::{COUNTED_ASIDE, COUNTED_IN_HEADER, HeaderPtr, NOT_ENTERED, STAMP, TRACKED, whole};
use crate::heap::page::PagePtr;
use crate::heap::type_info::value_of;
use crate::trace::Words;

/// So many entries are followed at a time. While a block is followed the table does not grow, so that its parts stay in
/// registers.
const BLOCK: usize = 16;
/// When an entry is followed, and as many others wait, the one so many after it is asked for.
const PREFETCH_ENTRIES: usize = 16;

/// Which objects are entered when a handle leads to them: those whose header under `mask` is `flags`.
#[derive(Clone, Copy)]
pub(super) struct Reach {
    mask: u64,
    flags: u64,
}

impl Reach {
    const fn of(mask: u32, flags: u32) -> Self {
        Self { mask: whole(0, mask), flags: whole(0, flags) }
    }
}

/// The object that was followed last, and its words if they are known. Others are often on the same page, and what is known
/// of that need not be waited for each time.
#[derive(Clone, Copy)]
struct Last<W> {
    object: HeaderPtr,
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
    pub(super) fn reach(&self, scope: Scope) -> Reach {
        match scope {
            Scope::Young => Reach::of(NOT_ENTERED | STAMP, TRACKED | self.stamp),
            Scope::Full => Reach::of(NOT_ENTERED, TRACKED),
            Scope::Given => Reach::of(0, 1),
        }
    }

    /// Follows the handles of the entries from `next` on, enters what they lead to, and subtracts them from what is outside.
    pub(super) fn close(&mut self, scope: Scope, mut next: usize) {
        let reach = self.reach(scope);
        loop {
            next = self.follow_many(next, reach);
            next = self.follow_some(next, reach);
            if next == self.entries.len() {
                if self.tracer.found.is_empty() {
                    break;
                }
                self.meet_found(reach);
            }
        }
        self.entries.append(&mut self.guarded);
    }

    /// Follows the entries from `next` on in blocks, as long as many wait and a map says where their handles lie; returns
    /// the index of the first that was not followed.
    fn follow_many(&mut self, mut next: usize, reach: Reach) -> usize {
        if self.entries.len() - next < BLOCK + PREFETCH_ENTRIES {
            return next;
        }
        let Last { object, words: Some(words) } = Last::of(self.entries[next]) else { return next };
        let mut last = Last { object, words };
        let mut entries = take(&mut self.entries);
        while entries.len() - next >= BLOCK + PREFETCH_ENTRIES {
            let len = entries.len();
            let (so_far, room) = split_at_room(&mut entries);
            let followed = self.follow_block(&so_far[next..next + BLOCK + PREFETCH_ENTRIES], room, &mut last, reach);
            // SAFETY: so many places were written.
            unsafe { entries.set_len(len + followed.entered) };
            if !self.stack.is_empty() {
                entries.append(&mut self.stack);
            }
            next += followed.entries;
            if followed.entries < BLOCK {
                break;
            }
        }
        self.entries = entries;
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
            prefetch(soon.pointer().as_ptr());
            if !PagePtr::is_shared(last.object, entry.pointer()) {
                let Last { object, words: Some(words) } = Last::of(entry) else { break };
                *last = Last { object, words };
            }
            followed += 1;
            let mut words = last.words;
            loop {
                // SAFETY: the value is whole, and the map is of its type.
                let target = unsafe { words.first(value_of(entry.pointer())) };
                if let Some(target) = target
                    && self.meet(target, reach, &mut outside)
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
        self.outside += outside;
        Followed { entries: followed, entered }
    }

    /// There is no room among the entries for what was entered.
    #[cold]
    #[inline(never)]
    fn put_aside(&mut self, target: HeaderPtr) {
        self.stack.push(Entry::of(target));
    }

    /// Follows some entries from `next` on one by one; returns the index of the first that was not followed. What the
    /// handles of those without a map lead to is met some time.
    fn follow_some(&mut self, mut next: usize, reach: Reach) -> usize {
        let Some(&first) = self.entries.get(next) else { return next };
        let (until, mut last, mut outside) = (next + BLOCK, Last::of(first), Wrapping(0));
        while next < until
            && let Some(&entry) = self.entries.get(next)
        {
            if let Some(soon) = self.entries.get(next + PREFETCH_ENTRIES) {
                prefetch(soon.pointer().as_ptr());
            }
            next += 1;
            if !PagePtr::is_shared(last.object, entry.pointer()) {
                last = Last::of(entry);
            }
            let Some(words) = last.words else {
                self.ask(entry);
                if self.tracer.found.len() >= MANY_FOUND {
                    self.meet_found(reach);
                }
                continue;
            };
            let meet = |target| {
                if self.meet(target, reach, &mut outside) {
                    self.entries.push(Entry::of(target));
                }
            };
            // SAFETY: the value is whole, and the map is of its type.
            unsafe { words.for_each(value_of(entry.pointer()), meet) };
        }
        self.outside += outside;
        next
    }

    /// Gathers what the handles of an object lead to by asking its value.
    pub(super) fn ask(&mut self, entry: Entry) {
        // SAFETY: the value is whole, and the function is of its type.
        unsafe { (entry.page().info.trace)(value_of(entry.pointer()), &mut self.tracer) };
        self.asked = true;
    }

    /// Meets what was gathered.
    fn meet_found(&mut self, reach: Reach) {
        let mut found = take(&mut self.tracer.found);
        let mut outside = Wrapping(0);
        for target in found.drain(..) {
            if self.meet(target, reach, &mut outside) {
                self.entries.push(Entry::of(target));
            }
        }
        self.outside += outside;
        self.tracer.found = found;
    }

    /// Meets what a handle leads to; returns whether it was entered just now and its handles are to be followed. What becomes
    /// of the number of handles outside is added to `outside`.
    #[inline(always)]
    pub(super) fn meet(&mut self, target: HeaderPtr, reach: Reach, outside: &mut Wrapping<u64>) -> bool {
        // SAFETY: a handle's object is there.
        let header = unsafe { target.as_ref() };
        let before = header.whole();
        if before & whole(0, COUNTED_IN_HEADER) != 0 {
            found_inside(header, before);
            *outside -= 1;
            false
        } else if before & (reach.mask | SPECIAL) == reach.flags {
            *outside += begin_plain(header, before, 1);
            true
        } else {
            self.meet_special(Entry::of(target), reach)
        }
    }

    /// Meets an object that has something special, or is not entered.
    #[cold]
    #[inline(never)]
    fn meet_special(&mut self, entry: Entry, reach: Reach) -> bool {
        let header = entry.header();
        if header.whole() & reach.mask == reach.flags {
            return self.begin_special(entry, 1);
        }
        if header.has(COUNTED_ASIDE) {
            if self.found_one_of_many(header) {
                self.outside -= 1;
            }
        } else {
            self.left_out.push(entry.pointer());
        }
        false
    }
}

/// The entries, and the room behind them.
fn split_at_room(entries: &mut Vec<Entry>) -> (&[Entry], &mut [MaybeUninit<Entry>]) {
    let (len, room) = (entries.len(), entries.capacity() - entries.len());
    let start = entries.as_mut_ptr();
    // SAFETY: so many are initialized, and nobody else changes them while they are lent.
    let so_far = unsafe { std::slice::from_raw_parts(start, len) };
    // SAFETY: the room begins where they end,
    let end = unsafe { start.add(len) };
    // SAFETY: and goes on as far as the capacity; nobody else has it while it is lent.
    let room = unsafe { std::slice::from_raw_parts_mut(end.cast(), room) };
    (so_far, room)
}
