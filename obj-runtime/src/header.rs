//! The eight bytes in front of every value.
//!
//! ```text
//!  low half                         high half (alive)
//!  31    30      29        28 ... 0   31      30 ... 16   15      14 ... 0
//!  slow  looked  immortal  count      tabled  stamp       tracked flags
//! ```
//!
//! In a free slot `low` is 0 and `high` is the offset of the next free slot in the page. While the
//! collector looks at an object (`looked at` and `tabled`), bits 0–30 of `high` are an index into its table,
//! which keeps the real value, and handles dropped to it only count. *Stamp* is the number of the collection before which the object was made.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::refs::Record;

/// Bit 31 of `low`: the object is immortal, or tracked and not a candidate.
pub(crate) const SLOW: u32 = 1 << 31;
/// Bit 30 of `low`: the object is in the collector's table, and no number of drops brings it to zero.
pub(crate) const LOOKED_AT: u32 = 1 << 30;
/// Bit 29 of `low`: the count was saturated; the object is never freed.
pub(crate) const IMMORTAL: u32 = 1 << 29;
/// The bits of `low` that count handles.
pub(crate) const COUNT: u32 = IMMORTAL - 1;

/// The finalizer has run.
pub(crate) const FINALIZED: u32 = 1 << 0;
/// The thread's weak table has an entry for this object.
pub(crate) const HAS_WEAK: u32 = 1 << 1;
/// The type's intern table has an entry for this object.
pub(crate) const INTERNED: u32 = 1 << 2;
/// One of the small values of its type.
pub(crate) const CACHED: u32 = 1 << 3;
/// Made for a constant of a unit.
pub(crate) const CONSTANT: u32 = 1 << 4;
/// An `ObjMut` guard is open.
pub(crate) const EXCLUSIVE: u32 = 1 << 5;
/// The value is still being made (`new_cyclic`).
pub(crate) const RESERVED: u32 = 1 << 6;
/// Found to be garbage by the collector.
pub(crate) const CONDEMNED: u32 = 1 << 7;
/// Moved out of reach of the collector by `gc::freeze`.
pub(crate) const PERMANENT: u32 = 1 << 8;
/// The round of `gc::step` under way has a note on this object.
pub(crate) const STEPPED: u32 = 1 << 9;
/// The type has a finalizer.
pub(crate) const FINALIZES: u32 = 1 << 10;
/// A type that can be part of a cycle.
pub(crate) const TRACKED: u32 = 1 << 15;
/// `high` is an index into the collector's table.
pub(crate) const TABLED: u32 = 1 << 31;

/// Objects that nobody is handed.
const WITHHELD: u32 = EXCLUSIVE | RESERVED | CONDEMNED;

const STAMP_SHIFT: u32 = 16;
/// The bits of `high` that hold the stamp.
pub(crate) const STAMP: u32 = 0x7fff << STAMP_SHIFT;

const _: () =
    assert!(TRACKED < 1 << STAMP_SHIFT && STAMP & TABLED == 0 && size_of::<Header>() == 8 + size_of::<Record>());
const _: () = assert!(size_of::<Record>() == if crate::refs::ARE_TRACED { 24 } else { 0 });

/// The stamp that follows `stamp`; 0 is left to objects that are not tracked.
pub(crate) const fn next_stamp(stamp: u32) -> u32 {
    let next = (stamp + (1 << STAMP_SHIFT)) & STAMP;
    if next == 0 { 1 << STAMP_SHIFT } else { next }
}

/// The first stamp of a thread.
pub(crate) const FIRST_STAMP: u32 = 1 << STAMP_SHIFT;

/// The header of a slot. A handle and an id are its address.
#[repr(C, align(8))]
pub(crate) struct Header {
    /// Count, and how to drop.
    pub(crate) low: Cell<u32>,
    /// Flags and stamp; the next free slot; an index.
    pub(crate) high: Cell<u32>,
    /// What `trace-refs` knows of the object. Without the feature it has no size.
    pub(crate) record: Record,
}

/// A pointer to a header, with provenance over the whole arena of its slot.
pub(crate) type HeaderPtr = NonNull<Header>;

impl Header {
    /// That of a slot in which there is no object yet.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn of_nothing() -> Self {
        Self { low: Cell::new(0), high: Cell::new(0), record: Record::of_nothing() }
    }

    /// The number of strong handles.
    #[inline]
    pub(crate) fn count(&self) -> u32 {
        self.low.get() & (COUNT | IMMORTAL)
    }

    /// Whether the count was saturated.
    #[inline]
    pub(crate) fn is_immortal(&self) -> bool {
        self.low.get() & IMMORTAL != 0
    }

    /// Whether some of `flags` are set. Not while tabled.
    #[inline]
    pub(crate) fn has(&self, flags: u32) -> bool {
        debug_assert!(self.high.get() & TABLED == 0, "flags are in the collector's table");
        self.high.get() & flags != 0
    }

    /// Sets `flags`.
    #[inline]
    pub(crate) fn set(&self, flags: u32) {
        self.high.set(self.high.get() | flags);
    }

    /// Clears `flags`.
    #[inline]
    pub(crate) fn clear(&self, flags: u32) {
        self.high.set(self.high.get() & !flags);
    }

    /// Whether the object may be handed to somebody who does not hold it yet.
    #[inline]
    pub(crate) fn is_alive(&self) -> bool {
        self.low.get() != 0 && self.high.get() & (WITHHELD | TABLED) == 0
    }

    /// Whether the object is a tracked one to which a handle was dropped.
    #[inline]
    pub(crate) fn is_candidate(&self) -> bool {
        let low = self.low.get();
        // Without branches: where candidates lie cannot be predicted.
        (low != 0) & (low & (SLOW | IMMORTAL | LOOKED_AT) == 0) & (self.high.get() & TRACKED != 0)
    }

    /// Whether the object is a tracked one, with or without a guard, and not one that the collector is to leave alone.
    #[inline]
    pub(crate) fn may_be_looked_at(&self) -> bool {
        (self.low.get() != 0) & (self.high.get() & (RESERVED | CONDEMNED | TABLED | PERMANENT | TRACKED) == TRACKED)
    }
}
