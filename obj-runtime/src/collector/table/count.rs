//! Counting in the header of an object of the table which of its handles the search has not found yet.

use super::{Entry, Table};
use crate::header::{CountWord, FlagWord, Header, bits};

/// Flags of objects for which the release of garbage has more to do than to drop values.
pub(super) const FLAGS_FOR_RELEASE: u32 = FlagWord::HAS_WEAK | FlagWord::FINALIZES | FlagWord::HAS_TALLY;
/// With one of these bits there is more to do when an object is entered than to count: it has too many handles for its
/// header (as immortal objects do), is guarded, or has a flag that is remembered.
pub(super) const SPECIAL: u64 = bits(!(FlagWord::MANY * CountWord::ONE - 1), FlagWord::EXCLUSIVE | FLAGS_FOR_RELEASE);

/// What the header of an entered object keeps,
const KEPT: u64 = bits(u32::MAX, FlagWord::FLAGS);
/// and what it gets.
const ADDED: u64 = bits(CountWord::EXAMINED, FlagWord::COUNTED_IN_HEADER);
/// Shifted up by this, the count in `count` lies in `OUTSIDE`. The bit below it falls on `TRACKED`, which is set.
const FROM_COUNT_TO_OUTSIDE: u32 = FlagWord::ONE_OUTSIDE.trailing_zeros() + 32 - CountWord::ONE.trailing_zeros();

const _: () = assert!(
    (FlagWord::MANY * CountWord::ONE).is_power_of_two()
        && (FlagWord::MANY - 1) * FlagWord::ONE_OUTSIDE == FlagWord::OUTSIDE
        && FlagWord::OUTSIDE == FlagWord::STAMP
);
const _: () = assert!(1 << FROM_COUNT_TO_OUTSIDE == bits(0, FlagWord::TRACKED));

/// Begins to count in the header of an object that has nothing special; returns the number of handles to it that are outside.
#[inline(always)]
pub(super) fn begin_plain(header: &Header, before: u64, known: u32) -> u64 {
    debug_assert!(before & SPECIAL == 0 && header.has(FlagWord::TRACKED));
    let outside = (before & KEPT) | (before << FROM_COUNT_TO_OUTSIDE);
    header.set_bits(outside + (ADDED - bits(0, known * FlagWord::ONE_OUTSIDE)));
    u64::from(before as u32 / CountWord::ONE) - u64::from(known)
}

/// Subtracts a handle to an object that is counted in its header: it is inside another.
#[inline(always)]
pub(super) fn subtract_in_header(header: &Header, before: u64) {
    header.set_bits(before - bits(0, FlagWord::ONE_OUTSIDE));
}

impl Table {
    /// Begins to count the handles to an object that was just entered, of which `known` were found already. Returns whether the
    /// handles inside it may be followed.
    #[inline(always)]
    pub(super) fn begin(&mut self, entry: Entry, known: u32) -> bool {
        let header = entry.header();
        let before = header.bits();
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
        let (count, flags) = (header.count.get(), header.flags.get());
        self.found.flags_seen |= flags & FLAGS_FOR_RELEASE;
        if flags & FlagWord::IMMORTAL == 0 {
            header.count.set(count | CountWord::EXAMINED);
        }
        if flags & (FlagWord::EXCLUSIVE | FlagWord::IMMORTAL) != 0 {
            // It is held whatever is found.
            header.flags.set((flags & FlagWord::FLAGS) | FlagWord::COUNTED_ASIDE);
            self.found.outside += 1;
        } else {
            let outside = count / CountWord::ONE - known;
            self.set_outside(header, outside);
            self.found.outside += u64::from(outside);
        }
        if flags & FlagWord::EXCLUSIVE != 0 {
            self.work.guarded.push(entry);
        }
        flags & FlagWord::EXCLUSIVE == 0
    }

    /// Writes down how many handles to an object are not found yet.
    #[inline]
    pub(super) fn set_outside(&mut self, header: &Header, handles: u32) {
        let flags = header.flags.get() & FlagWord::FLAGS & !FlagWord::COUNTED_ASIDE;
        if handles < FlagWord::MANY {
            header.flags.set(FlagWord::COUNTED_IN_HEADER | (handles * FlagWord::ONE_OUTSIDE) | flags);
        } else {
            header.flags.set(FlagWord::COUNTED_ASIDE | flags);
            self.found.many.insert(std::ptr::from_ref(header).addr(), handles);
        }
    }

    /// Subtracts a handle to an object of the table: it is inside another.
    #[inline(always)]
    pub(super) fn subtract(&mut self, header: &Header) {
        let before = header.bits();
        if before & bits(0, FlagWord::COUNTED_IN_HEADER) != 0 {
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
        if handles < FlagWord::MANY {
            self.found.many.remove(&address);
            self.set_outside(header, handles);
        }
        true
    }
}
