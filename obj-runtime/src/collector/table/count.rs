//! Counting in the header of an object of the table which of its handles the search has not found yet.

use super::{Entry, Table};
use crate::header::{
    COUNTED_ASIDE, COUNTED_IN_HEADER, EXAMINED, EXCLUSIVE, FINALIZES, FLAGS, HAS_TALLY, HAS_WEAK, Header, IMMORTAL,
    MANY, ONE, ONE_OUTSIDE, OUTSIDE, STAMP, TRACKED, whole,
};

/// Flags of objects for which the release of garbage has more to do than to drop values.
pub(super) const FLAGS_FOR_RELEASE: u32 = HAS_WEAK | FINALIZES | HAS_TALLY;
/// With one of these bits there is more to do when an object is entered than to count: it has too many handles for its
/// header (as immortal objects do), is guarded, or has a flag that is remembered.
pub(super) const SPECIAL: u64 = whole(!(MANY * ONE - 1), EXCLUSIVE | FLAGS_FOR_RELEASE);

/// What the header of an entered object keeps,
const KEPT: u64 = whole(u32::MAX, FLAGS);
/// and what it gets.
const ADDED: u64 = whole(EXAMINED, COUNTED_IN_HEADER);
/// Shifted up by this, the count in `low` lies in `OUTSIDE`. The bit below it falls on `TRACKED`, which is set.
const FROM_COUNT_TO_OUTSIDE: u32 = ONE_OUTSIDE.trailing_zeros() + 32 - ONE.trailing_zeros();

const _: () = assert!((MANY * ONE).is_power_of_two() && (MANY - 1) * ONE_OUTSIDE == OUTSIDE && OUTSIDE == STAMP);
const _: () = assert!(1 << FROM_COUNT_TO_OUTSIDE == whole(0, TRACKED));

/// Begins to count in the header of an object that has nothing special; returns the number of handles to it that are outside.
#[inline(always)]
pub(super) fn begin_plain(header: &Header, before: u64, known: u32) -> u64 {
    debug_assert!(before & SPECIAL == 0 && header.has(TRACKED));
    let outside = (before & KEPT) | (before << FROM_COUNT_TO_OUTSIDE);
    header.set_whole(outside + (ADDED - whole(0, known * ONE_OUTSIDE)));
    u64::from(before as u32 / ONE) - u64::from(known)
}

/// Subtracts a handle to an object that is counted in its header: it is inside another.
#[inline(always)]
pub(super) fn subtract_in_header(header: &Header, before: u64) {
    header.set_whole(before - whole(0, ONE_OUTSIDE));
}

impl Table {
    /// Begins to count the handles to an object that was just entered, of which `known` were found already. Returns whether the
    /// handles inside it may be followed.
    #[inline(always)]
    pub(super) fn begin(&mut self, entry: Entry, known: u32) -> bool {
        let header = entry.header();
        let before = header.whole();
        if before & SPECIAL != 0 {
            return self.begin_special(entry, known);
        }
        self.found.outside += begin_plain(header, before, known);
        true
    }

    /// The same of an object that has something special.
    #[inline(never)]
    pub(super) fn begin_special(&mut self, entry: Entry, known: u32) -> bool {
        let header = entry.header();
        let (low, high) = (header.low.get(), header.high.get());
        self.found.flags_seen |= high & FLAGS_FOR_RELEASE;
        if high & IMMORTAL == 0 {
            header.low.set(low | EXAMINED);
        }
        if high & (EXCLUSIVE | IMMORTAL) != 0 {
            // It is held whatever is found.
            header.high.set((high & FLAGS) | COUNTED_ASIDE);
            self.found.outside += 1;
        } else {
            let outside = low / ONE - known;
            self.set_outside(header, outside);
            self.found.outside += u64::from(outside);
        }
        if high & EXCLUSIVE != 0 {
            self.work.guarded.push(entry);
        }
        high & EXCLUSIVE == 0
    }

    /// Writes down how many handles to an object are not found yet.
    #[inline]
    pub(super) fn set_outside(&mut self, header: &Header, handles: u32) {
        let flags = header.high.get() & FLAGS & !COUNTED_ASIDE;
        if handles < MANY {
            header.high.set(COUNTED_IN_HEADER | (handles * ONE_OUTSIDE) | flags);
        } else {
            header.high.set(COUNTED_ASIDE | flags);
            self.found.many.insert(std::ptr::from_ref(header).addr(), handles);
        }
    }

    /// Subtracts a handle to an object of the table: it is inside another.
    #[inline(always)]
    pub(super) fn subtract(&mut self, header: &Header) {
        let before = header.whole();
        if before & whole(0, COUNTED_IN_HEADER) != 0 {
            subtract_in_header(header, before);
        } else {
            self.subtract_aside(header);
        }
    }

    /// As `subtract`, for an object that is counted aside; returns whether the handle was counted.
    #[cold]
    #[inline(never)]
    pub(super) fn subtract_aside(&mut self, header: &Header) -> bool {
        let address = std::ptr::from_ref(header).addr();
        // Objects that are held whatever is found have no number.
        let Some(handles) = self.found.many.get_mut(&address) else { return false };
        *handles -= 1;
        let handles = *handles;
        if handles < MANY {
            self.found.many.remove(&address);
            self.set_outside(header, handles);
        }
        true
    }
}
