//! The eight bytes in front of every value.
//!
//! ```text
//!  count word             flag word
//!  31 ... 1   0           31        30 ... 16         15      14 ... 0
//!  count      slow        examined  stamp or outside  tracked flags
//!                         0         number of type    0
//! ```
//!
//! In a free slot the count word is 0 and the flag word is the offset of the next free slot in the page. *Stamp* is the number
//! of the collection before which the object was made, or 0 if one has examined it since. While a collection examines an
//! object, *outside*, the number of handles to it that were not found yet, takes the place of the stamp
//! (`COUNTED_IN_HEADER`) or is kept beside the table (`COUNTED_ASIDE`). Handles dropped meanwhile only count: the sign of the
//! count word is set (`EXAMINED`). An object that is not tracked needs no stamp: the *number of its type* is in that place, if it
//! is a built-in one.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::ground::mark;
use crate::ledger::{Counted, Record};

/// The number of handles, and how to drop one.
#[repr(transparent)]
pub(crate) struct CountWord(Cell<u32>);

impl CountWord {
    /// Bit 0: the object is immortal, or tracked and not a candidate.
    pub(crate) const SLOW: u32 = 1;
    /// One handle.
    pub(crate) const ONE: u32 = 2;
    /// Two handles.
    pub(crate) const TWO: u32 = 2 * Self::ONE;
    /// The sign, set while a collection examines the object, so that no number of drops brings the word to zero. A count
    /// that reaches it otherwise makes the object immortal.
    pub(crate) const EXAMINED: u32 = 1 << 31;
    /// That of an immortal object: slow and negative, so that no drop and no clone overlooks it, and far from both ends of
    /// the range.
    const IMMORTAL: u32 = Self::EXAMINED | Self::EXAMINED >> 1 | Self::SLOW;
}

impl CountWord {
    /// Whether the object is slow, as the lowest byte says. Where a byte is looked at and then the word is changed, the compiler
    /// does both in memory: a drop takes two instructions fewer than if the word was read for both.
    #[inline]
    fn is_slow(&self) -> bool {
        const LOWEST: usize = if cfg!(target_endian = "big") { size_of::<CountWord>() - 1 } else { 0 };
        let byte = (&raw const self.0).cast::<u8>().wrapping_add(LOWEST);
        // SAFETY: it is one of the four bytes of the word.
        let byte = unsafe { byte.read() };
        byte & Self::SLOW as u8 != 0
    }
}

const _: () = assert!(CountWord::SLOW < 1 << 8, "it is in the lowest byte");

/// Flags and stamp.
#[repr(transparent)]
pub(crate) struct FlagWord(Cell<u32>);

impl FlagWord {
    /// The finalizer has run.
    pub(crate) const FINALIZED: u32 = 1 << 0;
    /// There are weak handles to this object: the table beside its page has their anchors.
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
    /// Dead: it waits in the queue of drops that would have nested too deep. (Without a count, so it is not reserved.)
    pub(crate) const QUEUED: u32 = Self::RESERVED;
    /// Garbage, found by a collection whose finalizers and callbacks are running.
    pub(crate) const GARBAGE: u32 = 1 << 7;
    /// Moved out of reach of the collector by `gc::freeze`.
    pub(crate) const PERMANENT: u32 = 1 << 8;
    /// The round of `gc::step` under way keeps a tally of this object.
    pub(crate) const HAS_TALLY: u32 = 1 << 9;
    /// The type has a finalizer.
    pub(crate) const FINALIZES: u32 = 1 << 10;
    /// The count overflowed once: the object is never freed.
    pub(crate) const IMMORTAL: u32 = 1 << 11;
    /// Under examination: the object is held from outside whatever is found, or more handles to it were not found yet than
    /// `OUTSIDE` can count. The collector's table has the number, if there is one.
    pub(crate) const COUNTED_ASIDE: u32 = 1 << 12;
    /// Under examination: the object was young, and is young again afterwards.
    pub(crate) const STAYS_YOUNG: u32 = 1 << 13;
    /// The heap keeps the weight of what the value owns.
    pub(crate) const HAS_WEIGHT: u32 = 1 << 14;
    /// A type that can be part of a cycle.
    pub(crate) const TRACKED: u32 = 1 << 15;
    /// Under examination: `OUTSIDE` is in the place of the stamp.
    pub(crate) const COUNTED_IN_HEADER: u32 = 1 << 31;
    /// One of these is set while a collection examines the object.
    pub(crate) const UNDER_EXAMINATION: u32 = Self::COUNTED_IN_HEADER | Self::COUNTED_ASIDE;

    /// Objects that nobody is handed.
    const WITHHELD: u32 = Self::EXCLUSIVE | Self::RESERVED | Self::QUEUED | Self::GARBAGE | Self::UNDER_EXAMINATION;

    const STAMP_SHIFT: u32 = 16;
    /// The bits that hold the stamp.
    pub(crate) const STAMP: u32 = 0x7fff << Self::STAMP_SHIFT;

    /// The bits that hold flags, whatever is above them.
    pub(crate) const FLAGS: u32 = (1 << Self::STAMP_SHIFT) - 1;
    /// Under examination: the bits that hold the number of handles not found yet.
    pub(crate) const OUTSIDE: u32 = Self::STAMP;
    /// One handle in `OUTSIDE`.
    pub(crate) const ONE_OUTSIDE: u32 = 1 << Self::STAMP_SHIFT;
    /// The least number that does not fit `OUTSIDE`.
    pub(crate) const MANY: u32 = Self::OUTSIDE / Self::ONE_OUTSIDE + 1;

    /// Of these flags, an object that a collection may examine has `TRACKED` alone.
    pub(crate) const NOT_ENTERED: u32 =
        Self::TRACKED | Self::RESERVED | Self::GARBAGE | Self::PERMANENT | Self::UNDER_EXAMINATION;

    /// The stamp of objects that a collection has examined.
    pub(crate) const OLD_STAMP: u32 = 0;

    /// The stamp that follows `stamp`.
    pub(crate) const fn next_stamp(stamp: u32) -> u32 {
        let next = (stamp + (1 << Self::STAMP_SHIFT)) & Self::STAMP;
        if next == Self::OLD_STAMP { Self::FIRST_STAMP } else { next }
    }

    /// The first stamp of a thread.
    pub(crate) const FIRST_STAMP: u32 = 1 << Self::STAMP_SHIFT;

    /// What an object of the built-in type of this number has in place of a stamp, if it is not tracked.
    pub(crate) const fn of_built_in(number: u8) -> u32 {
        (number as u32) << Self::STAMP_SHIFT
    }

    /// Whether these are the flags of an object that is not tracked, and of the built-in type of this number.
    #[inline]
    pub(crate) fn is_built_in(&self, number: u8) -> bool {
        // With the bit below, which says whether it is tracked.
        self.get() >> (Self::STAMP_SHIFT - 1) == u32::from(number) << 1
    }
}

const _: () =
    assert!(FlagWord::TRACKED == FlagWord::ONE_OUTSIDE >> 1 && FlagWord::of_built_in(u8::MAX) < FlagWord::STAMP);

const _: () = assert!(FlagWord::TRACKED < FlagWord::ONE_OUTSIDE && FlagWord::STAMP & FlagWord::COUNTED_IN_HEADER == 0);

/// What a half of the header is read and written by.
macro_rules! word {
    ($word:ident) => {
        impl $word {
            pub(crate) const fn new(word: u32) -> Self {
                Self(Cell::new(word))
            }

            #[inline]
            pub(crate) fn get(&self) -> u32 {
                self.0.get()
            }

            #[inline]
            pub(crate) fn set(&self, word: u32) {
                self.0.set(word);
            }
        }
    };
}

word!(CountWord);
word!(FlagWord);

/// The header of a slot. A handle and an id are its address.
#[repr(C, align(8))]
pub(crate) struct Header {
    pub(crate) count: CountWord,
    pub(crate) flags: FlagWord,
    /// What `trace-refs` knows of the object. Without the feature it has no size.
    pub(crate) record: Record,
}

const _: () = assert!(size_of::<Header>() == 8 + size_of::<Record>());
const _: () = assert!(size_of::<Record>() == if crate::ledger::ARE_TRACED { 24 } else { 0 });

/// Both words as one number.
pub(crate) const fn bits(count: u32, flags: u32) -> u64 {
    (flags as u64) << 32 | count as u64
}

/// A pointer to an object, with provenance over the whole arena of its slot. A handle and an id are its address.
///
/// Invariant: the slot was handed out and its page is in use, so that there is a header, whatever has become of the object.
/// Who keeps such a pointer owns a count, or is told before the slot is free, as the tables that a flag of the header names
/// are, or lets nothing happen meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct ObjectPtr(NonNull<Header>);

impl ObjectPtr {
    /// The object with this header.
    ///
    /// # Safety
    /// 1. The invariant.
    #[inline]
    pub(crate) const unsafe fn of(header: NonNull<Header>) -> Self {
        Self(header)
    }

    /// The header of the object.
    #[inline]
    pub(crate) fn header<'a>(self) -> &'a Header {
        // SAFETY: by the invariant there is a header; it is only changed through cells.
        unsafe { self.0.as_ref() }
    }

    /// The address of the object.
    #[inline]
    pub(crate) fn address(self) -> usize {
        self.0.addr().get()
    }

    /// The place of the value that follows the header.
    #[inline]
    pub(crate) fn value(self) -> NonNull<u8> {
        // SAFETY: a slot is at least a header long, and its value starts where the header ends.
        unsafe { self.0.add(1) }.cast()
    }

    /// Whether this was read from a place that has a mark instead of a handle.
    #[inline(always)]
    pub(crate) fn is_mark(self) -> bool {
        mark::is_mark(self.0.addr())
    }

    /// The pointer as one to memory.
    #[inline]
    pub(crate) fn raw(self) -> NonNull<Header> {
        self.0
    }
}

/// A slot that was just handed out and has no header yet.
///
/// Invariant: the slot is nobody else's, and valid for a header.
pub(crate) struct FreshSlot(NonNull<Header>);

impl FreshSlot {
    /// # Safety
    /// 1. The invariant.
    #[inline]
    pub(crate) unsafe fn of(slot: NonNull<Header>) -> Self {
        Self(slot)
    }

    /// Writes a header of no object, so that nobody takes the slot for one if it is lost.
    #[inline]
    pub(crate) fn clear(&mut self) {
        self.write(Header::of_nothing());
    }

    /// The object that begins with this header.
    #[inline]
    pub(crate) fn start(mut self, header: Header) -> ObjectPtr {
        self.write(header);
        ObjectPtr(self.0)
    }

    #[inline]
    fn write(&mut self, header: Header) {
        // SAFETY: by the invariant.
        unsafe { self.0.write(header) };
    }

    /// The place of the value.
    #[inline]
    pub(crate) fn value(&self) -> NonNull<u8> {
        ObjectPtr(self.0).value()
    }
}

/// The count word is first in memory, whatever the processor takes for the low half of a number.
const fn in_order(bits: u64) -> u64 {
    if cfg!(target_endian = "big") { bits.rotate_left(32) } else { bits }
}

impl Header {
    /// That of a slot in which there is no object yet.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn of_nothing() -> Self {
        Self { count: CountWord::new(0), flags: FlagWord::new(0), record: Record::of_nothing() }
    }

    /// Both words, read in one move.
    #[inline]
    pub(crate) fn bits(&self) -> u64 {
        in_order(self.words().get())
    }

    /// Sets both words in one move.
    #[inline]
    pub(crate) fn set_bits(&self, bits: u64) {
        self.words().set(in_order(bits));
    }

    #[inline]
    fn words(&self) -> &Cell<u64> {
        let header: *const Self = self;
        // SAFETY: the header begins with eight bytes of cells and is aligned to eight.
        unsafe { &*header.cast() }
    }

    /// The number of strong handles.
    #[inline]
    pub(crate) fn count(&self) -> u32 {
        let count = self.count.get();
        if self.is_immortal() { count / CountWord::ONE } else { (count & !CountWord::EXAMINED) / CountWord::ONE }
    }

    /// One handle less, unless the object is slow. Returns whether there is more to do: it was the last one, or the object is slow.
    #[inline]
    pub(crate) fn decrement(&self) -> bool {
        if self.count.is_slow() {
            return true;
        }
        let count = self.count.get().wrapping_sub(CountWord::ONE);
        self.count.set(count);
        count == 0
    }

    /// Whether the count has overflowed once.
    #[inline]
    pub(crate) fn is_immortal(&self) -> bool {
        self.has(FlagWord::IMMORTAL)
    }

    /// One handle more.
    #[inline]
    pub(crate) fn increment(&self) {
        if self.add_one() {
            self.make_immortal();
        }
    }

    /// The same, and calls nothing. Who calls a function saves registers for it: the clone of an enum of handles would do so
    /// whatever is cloned.
    #[inline]
    pub(crate) fn increment_in_line(&self) {
        if self.add_one() {
            self.make_immortal_in_line();
        }
    }

    /// Counts one more; returns whether the count has reached its limit.
    #[inline]
    fn add_one(&self) -> bool {
        let count = self.count.get().wrapping_add(CountWord::ONE);
        self.count.set(count);
        count & CountWord::EXAMINED != 0
    }

    #[cold]
    #[inline(never)]
    fn make_immortal(&self) {
        self.make_immortal_in_line();
    }

    /// The count has reached its limit: the object lives for ever.
    #[inline(always)]
    fn make_immortal_in_line(&self) {
        self.count.set(CountWord::IMMORTAL);
        self.set(FlagWord::IMMORTAL);
    }

    /// Whether some of `flags` are set.
    #[inline]
    pub(crate) fn has(&self, flags: u32) -> bool {
        self.flags.get() & flags != 0
    }

    /// Sets `flags`.
    #[inline]
    pub(crate) fn set(&self, flags: u32) {
        self.flags.set(self.flags.get() | flags);
    }

    /// Clears `flags`.
    #[inline]
    pub(crate) fn clear(&self, flags: u32) {
        self.flags.set(self.flags.get() & !flags);
    }

    /// Counts handles that were put in place already.
    #[cfg(feature = "parcel")]
    pub(crate) fn count_more(&self, handles: u32) {
        let room = (CountWord::EXAMINED - 1).saturating_sub(self.count.get()) / CountWord::ONE;
        match self.is_immortal() || handles > room {
            true => self.make_immortal(),
            false => self.count.set(self.count.get() + handles * CountWord::ONE),
        }
    }

    /// Handles are counted no more, which were not the last.
    #[cfg(feature = "parcel")]
    pub(crate) fn count_less(&self, handles: u32) {
        if !self.is_immortal() {
            self.count.set(self.count.get() - handles * CountWord::ONE);
        }
    }

    /// Whether the slot is that of an object that may be handed to somebody who does not hold it yet.
    #[inline]
    pub(crate) fn is_alive(&self) -> bool {
        self.count.get() != 0 && !self.is_withheld()
    }

    /// Whether nobody is handed the object who does not hold it yet. (It is for those who know that there is one.)
    #[inline]
    pub(crate) fn is_withheld(&self) -> bool {
        self.has(FlagWord::WITHHELD)
    }

    /// Whether the object is a tracked one to which a handle was dropped.
    #[inline]
    pub(crate) fn is_candidate(&self) -> bool {
        let count = self.count.get();
        // Without branches: where candidates lie cannot be predicted.
        (count != 0)
            & (count & CountWord::SLOW == 0)
            & (self.flags.get() & (FlagWord::UNDER_EXAMINATION | FlagWord::TRACKED) == FlagWord::TRACKED)
    }

    /// Whether a collection may examine the object, that is: enter it into its table.
    #[inline]
    pub(crate) fn may_be_examined(&self) -> bool {
        (self.count.get() != 0) & (self.flags.get() & FlagWord::NOT_ENTERED == FlagWord::TRACKED)
    }
}

impl Counted for Header {
    #[inline]
    fn record(&self) -> &Record {
        &self.record
    }

    #[inline]
    fn count(&self) -> u32 {
        self.count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_words_move_as_one_number() {
        let header = Header::of_nothing();
        header.count.set(0x1234_5678);
        header.flags.set(0x9abc_def0);
        assert_eq!(header.bits(), bits(0x1234_5678, 0x9abc_def0));
        header.set_bits(bits(1, 2));
        assert_eq!((header.count.get(), header.flags.get()), (1, 2));
    }
}
