//! The slots of a page: handing them out, taking them back, and going through them.

use std::ptr::NonNull;

use super::{Counters, PAGE_SIZE, PagePtr, offset};
use crate::ground::prefetch::prefetch;
use crate::header::{FreshSlot, Header, ObjectPtr};
use crate::ledger;

/// When a slot is handed out for the first time, the memory this far behind it is prefetched: soon it is written to.
const PREFETCH_BYTES: usize = 1024;

impl PagePtr {
    /// Counts the slots handed out: those ever handed out less the free list.
    pub(super) fn count_used(self) -> u32 {
        let counters = &self.counters;
        let ever = (counters.bump.get() - self.first) / counters.slot_size.get();
        let mut free = 0;
        let mut next = counters.free.get();
        while next != 0 {
            free += 1;
            next = self.next_free(next);
        }
        ever - free
    }

    /// The slot at an offset.
    #[inline]
    fn slot(self, offset: u32) -> NonNull<Header> {
        // SAFETY: offsets of slots lie inside the arena, over which the pointer has provenance.
        unsafe { self.0.byte_add(offset as usize) }.cast()
    }

    /// The object, alive or dead, in the slot at an offset of the free list, or one below `bump`.
    #[inline]
    pub(in crate::heap) fn object(self, offset: u32) -> ObjectPtr {
        // SAFETY: these slots were handed out.
        unsafe { ObjectPtr::of(self.slot(offset)) }
    }

    /// The object, alive or dead, in a slot that was handed out, by the slot's place in the page.
    #[cfg(any(feature = "serde", feature = "parcel"))]
    #[inline]
    pub(crate) fn nth(self, index: u32) -> ObjectPtr {
        self.object(self.first + index * self.counters.slot_size.get())
    }

    /// The offset that follows one of the free list: it takes the place of the flags.
    #[inline]
    fn next_free(self, offset: u32) -> u32 {
        self.object(offset).header().flags.get()
    }

    /// The slot at an offset that is taken from the free list, or from `bump`.
    #[inline]
    fn fresh_slot(self, offset: u32) -> FreshSlot {
        // SAFETY: from now on the page does not know of it.
        unsafe { FreshSlot::of(self.slot(offset)) }
    }

    /// Hands out a slot.
    #[inline]
    pub(crate) fn take_slot(self) -> Option<FreshSlot> {
        // SAFETY: `self` keeps the invariant of `PagePtr`.
        let page = unsafe { Counters::of(self) };
        let free = page.free.get();
        if free != 0 {
            page.free.set(self.next_free(free));
            return Some(self.fresh_slot(free));
        }
        let bump = page.bump.get();
        if bump < page.end.get() {
            page.bump.set(bump + page.slot_size.get());
            prefetch(self.slot(bump).as_ptr().wrapping_byte_add(PREFETCH_BYTES));
            return Some(self.fresh_slot(bump));
        }
        None
    }

    /// Takes back the slot of a dead object.
    ///
    /// # Safety
    /// 1. `slot` was handed out by this page, its value is dropped or moved out, and it is used no more. The count of
    ///    its header is 0.
    #[inline]
    pub(crate) unsafe fn free_slot(self, slot: ObjectPtr) {
        // SAFETY: by 1.
        unsafe { self.put_back(slot) };
        let frees_until_transition = self.frees_until_transition.get() - 1;
        self.frees_until_transition.set(frees_until_transition);
        if frees_until_transition == 0 {
            self.pool.freed(self);
        }
    }

    /// Whether `put_back` alone is enough for the slot of a dead object that no table names.
    #[inline]
    pub(crate) fn is_quick(self) -> bool {
        self.is_quick.get()
    }

    /// Takes back a slot of the current page of a pool.
    ///
    /// # Safety
    /// 1. As for `free_slot`. If the page is not current, the caller counts the slot.
    #[inline]
    pub(crate) unsafe fn put_back(self, slot: ObjectPtr) {
        let header = slot.header();
        ledger::object_freed(header, || self.info_of(slot).name);
        debug_assert!(header.count.get() == 0, "a dead object has no handles");
        header.flags.set(self.counters.free.get());
        self.counters.free.set(self.offset_of(slot));
    }

    /// Takes back the slots of dead objects; if there are no others, all at once.
    ///
    /// # Safety
    /// 1. As for `free_slot`, of each of the slots, but for the count. Each call of `slots` gives the same, each once.
    #[cfg(feature = "parcel")]
    pub(crate) unsafe fn free_slots<S: Iterator<Item = ObjectPtr>>(self, slots: impl Fn() -> S) {
        if !ledger::ARE_TRACED && !self.info.is_mixed && slots().count() == self.used() as usize {
            // SAFETY: by 1., of all that were handed out.
            return unsafe { self.free_all() };
        }
        slots().for_each(|slot| {
            slot.header().count.set(0);
            // SAFETY: by 1.
            unsafe { self.free_slot(slot) }
        });
    }

    /// Sets the counter as if there had been many frees.
    #[cfg(test)]
    pub(in crate::heap) fn set_frees_until_transition(self, frees: u32) {
        self.frees_until_transition.set(frees);
    }

    /// Takes back all slots: the page is as good as new.
    ///
    /// # Safety
    /// 1. The values in all slots handed out are dropped or moved out, and no slot is used any more.
    pub(crate) unsafe fn free_all(self) {
        self.counters.free.set(0);
        self.counters.bump.set(self.first);
        if !self.is_current() {
            self.pool.emptied(self);
        }
    }

    #[inline]
    pub(in crate::heap) fn offset_of(self, slot: ObjectPtr) -> u32 {
        offset(slot.address() - self.0.addr().get())
    }

    /// The header at an address, if a slot of the page that was handed out begins there.
    pub(crate) fn slot_at(self, address: usize) -> Option<ObjectPtr> {
        let offset = u32::try_from(address.checked_sub(self.0.addr().get())?).ok()?;
        let is_slot = offset >= self.first
            && offset < self.counters.bump.get()
            && (offset - self.first).is_multiple_of(self.counters.slot_size.get());
        is_slot.then(|| self.object(offset))
    }

    /// The least distance of two slots; that of a large object is the only one.
    pub(in crate::heap) fn least_distance(self) -> usize {
        let distance = self.counters.slot_size.get() as usize;
        if distance == 1 { PAGE_SIZE } else { distance }
    }

    /// Where the slots lie that were ever handed out.
    pub(crate) fn row_of_slots(self) -> RowOfSlots {
        let counters = &self.counters;
        let distance = counters.slot_size.get();
        RowOfSlots {
            first: self.0.addr().get() + self.first as usize,
            distance: distance as usize,
            count: ((counters.bump.get() - self.first) / distance) as usize,
        }
    }

    /// Every slot that was ever handed out; the free ones have a zero count.
    #[inline]
    pub(crate) fn slots(self) -> Slots {
        let counters = &self.counters;
        Slots { page: self, next: self.first, end: counters.bump.get(), size: counters.slot_size.get() }
    }
}

/// The addresses of the slots of a page that were ever handed out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowOfSlots {
    pub(crate) first: usize,
    /// From one slot to the next; 1 in a page of one large object.
    pub(crate) distance: usize,
    pub(crate) count: usize,
}

/// The slots of a page.
pub(crate) struct Slots {
    page: PagePtr,
    next: u32,
    end: u32,
    size: u32,
}

impl Slots {
    /// Every `count`th of them, beginning with the first.
    pub(crate) fn every(self, count: usize) -> Self {
        Self { size: self.size * count as u32, ..self }
    }

    /// Calls `visit` with those that are chosen. From one that is not on, many are judged before they are visited, without
    /// branches: which they are cannot be predicted.
    #[inline(always)]
    pub(crate) fn for_each_that(mut self, is_chosen: impl Fn(ObjectPtr) -> bool, mut visit: impl FnMut(ObjectPtr)) {
        let size = self.size;
        while let Some(slot) = self.next() {
            if is_chosen(slot) {
                visit(slot);
                continue;
            }
            let mut offset = self.next;
            let mut chosen = self.judge_many(&is_chosen);
            while chosen != 0 {
                let others = chosen.leading_zeros();
                offset += others * size;
                visit(self.page.object(offset));
                offset += size;
                chosen <<= others;
                chosen <<= 1;
            }
        }
    }

    /// Takes up to 56 slots; returns a bit for each of them, from the highest on: whether it is chosen.
    #[inline(always)]
    fn judge_many(&mut self, is_chosen: impl Fn(ObjectPtr) -> bool) -> u64 {
        const AT_ONCE: u32 = 8;
        let end = self.end.min(self.next + (u64::BITS - AT_ONCE) * self.size);
        // Behind one bit that is set.
        let mut chosen = 1_u64;
        let mut judge = |slots: &mut Self| {
            chosen = chosen << 1 | u64::from(is_chosen(slots.page.object(slots.next)));
            slots.next += slots.size;
        };
        while self.next + AT_ONCE * self.size <= end {
            for _ in 0..AT_ONCE {
                judge(self);
            }
        }
        while self.next < end {
            judge(self);
        }
        chosen << chosen.leading_zeros() << 1
    }
}

impl Iterator for Slots {
    type Item = ObjectPtr;
    #[inline]
    fn next(&mut self) -> Option<ObjectPtr> {
        if self.next >= self.end {
            return None;
        }
        let slot = self.page.object(self.next);
        self.next += self.size;
        Some(slot)
    }
}
