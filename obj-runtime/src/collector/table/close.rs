//! The closure: follows the handles of what is in the table, enters what they lead to, and counts them.

use std::mem::{MaybeUninit, take};
use std::num::Wrapping;
use std::ptr::NonNull;

use super::count::{SPECIAL, begin_plain, found_inside};
use super::{Entry, MANY_FOUND, Scope, Table};
use crate::header::{CROWDED, HeaderPtr, NOT_ENTERED, STAMP, TABLED, TRACKED, whole};
use crate::heap::page::PagePtr;
use crate::prefetch::prefetch;
use crate::trace::Words;
use crate::type_info::value_of;

/// So many entries are followed at a time.
const BLOCK: usize = 16;
/// When one is followed, the one so many after it is asked for.
const AHEAD: usize = 16;

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

/// The object that was followed last, and its words. Others are often on the same page, and what is known of that need not
/// be waited for each time.
#[derive(Clone, Copy)]
struct Last {
    object: HeaderPtr,
    words: Words,
}

impl Last {
    const NONE: Self = Self { object: NonNull::dangling(), words: Words::FIRST };
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
            next = self.follow_mapped(next, reach);
            next = self.follow_unmapped(next, reach);
            if next == self.entries.len() {
                if self.tracer.found.is_empty() {
                    break;
                }
                self.meet_found(reach);
            }
        }
        self.entries.append(&mut self.guarded);
    }

    /// Follows the entries from `next` on whose handles lie where a map says; answers with the index of the first of others.
    fn follow_mapped(&mut self, mut next: usize, reach: Reach) -> usize {
        let mut entries = take(&mut self.entries);
        let mut last = Last::NONE;
        while next < entries.len() {
            let len = entries.len();
            let end = len.min(next + BLOCK);
            let (so_far, room) = split_at_room(&mut entries);
            let followed = if end + AHEAD <= len {
                self.follow_block::<AHEAD>(&so_far[next..end + AHEAD], room, &mut last, reach)
            } else {
                self.follow_block::<0>(&so_far[next..end], room, &mut last, reach)
            };
            // SAFETY: so many places were written.
            unsafe { entries.set_len(len + followed.entered) };
            entries.append(&mut self.stack);
            next += followed.entries;
            if next < end {
                break;
            }
        }
        self.entries = entries;
        next
    }

    /// Follows the entries of a block, up to one that has to be asked for its handles. What it enters is written to `room`.
    #[inline(never)]
    fn follow_block<const AHEAD: usize>(
        &mut self,
        block: &[Entry],
        room: &mut [MaybeUninit<Entry>],
        last: &mut Last,
        reach: Reach,
    ) -> Followed {
        let (mut followed, mut entered, mut outside) = (0, 0, Wrapping(0));
        for window in block.windows(AHEAD + 1) {
            let (entry, soon) = (window[0], window[AHEAD]);
            prefetch(soon.pointer().as_ptr());
            if !PagePtr::is_shared(last.object, entry.pointer()) {
                let Some(words) = entry.page().info.pointers.words() else { break };
                *last = Last { object: entry.pointer(), words };
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

    /// Follows the entries from `next` on that have to be asked for their handles; answers with the index of the first that
    /// need not. What their handles lead to is met some time.
    fn follow_unmapped(&mut self, mut next: usize, reach: Reach) -> usize {
        while let Some(&entry) = self.entries.get(next) {
            if let Some(soon) = self.entries.get(next + AHEAD) {
                prefetch(soon.pointer().as_ptr());
            }
            if entry.page().info.pointers.words().is_some() {
                break;
            }
            next += 1;
            self.ask(entry);
            if self.tracer.found.len() >= MANY_FOUND {
                self.meet_found(reach);
            }
        }
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

    /// Meets what a handle leads to; answers whether it was entered just now and its handles are to be followed. What becomes
    /// of the number of handles outside is added to `outside`.
    #[inline(always)]
    pub(super) fn meet(&mut self, target: HeaderPtr, reach: Reach, outside: &mut Wrapping<u64>) -> bool {
        // SAFETY: a handle's object is there.
        let header = unsafe { target.as_ref() };
        let before = header.whole();
        if before & whole(0, TABLED) != 0 {
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
        if header.has(CROWDED) {
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
