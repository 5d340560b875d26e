//! Marks: what stands in the place of a handle whose object is not there yet, while a graph is loaded.
//!
//! A mark is an address that no object has. A cell with a mark reads as empty. Without the feature `serde` there are
//! none, and whoever asks gets a constant.

use std::num::NonZero;

#[cfg(all(feature = "serde", not(target_pointer_width = "64")))]
compile_error!("the feature `serde` needs addresses of 64 bits");

/// Set in marks, and in no address of a program.
#[cfg(feature = "serde")]
const BIT: usize = 1 << (usize::BITS - 1);

/// Whether this is a mark, and not the address of an object. As the sign of a number: one comparison tells objects from null
/// and marks.
#[inline(always)]
pub(crate) const fn is_mark(address: NonZero<usize>) -> bool {
    cfg!(feature = "serde") && address.get().cast_signed() < 0
}

/// What the address of each mark is a multiple of, as those of objects and lists are.
pub(crate) const ALIGNMENT: usize = 8;

/// Which load made it, and its number there, as an address.
#[cfg(feature = "serde")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct Mark(NonZero<usize>);

#[cfg(feature = "serde")]
impl Mark {
    /// Loads are numbered below this.
    pub(crate) const LOADS: u32 = 1 << 31;

    /// The mark of a number. `load` is unique in the thread. `None` if the number is too great.
    pub(crate) fn new(load: u32, number: usize) -> Option<Self> {
        debug_assert!(load < Self::LOADS, "there is one bit more than a load has");
        let bits = BIT | (load as usize) << 32 | (number * ALIGNMENT);
        NonZero::new(bits).filter(|_| number < (1 << 32) / ALIGNMENT).map(Self)
    }

    /// The mark that has this address, if it is one.
    #[inline]
    pub(crate) fn of(address: NonZero<usize>) -> Option<Self> {
        is_mark(address).then_some(Self(address))
    }

    pub(crate) fn address(self) -> NonZero<usize> {
        self.0
    }

    pub(crate) fn load(self) -> u32 {
        ((self.0.get() & !BIT) >> 32) as u32
    }

    pub(crate) fn number(self) -> usize {
        self.0.get() as u32 as usize / ALIGNMENT
    }
}

#[cfg(all(test, feature = "serde"))]
mod tests {
    use super::*;

    #[test]
    fn a_mark_says_what_it_was_made_of() {
        let greatest = (1 << 29) - 1;
        for (load, number) in [(0, 0), (7, 3), (Mark::LOADS - 1, greatest)] {
            let mark = Mark::new(load, number).expect("the number is small enough");
            assert_eq!((mark.load(), mark.number(), mark.address().get() % ALIGNMENT), (load, number, 0));
            assert_eq!(Mark::of(mark.address()), Some(mark));
        }
        assert_eq!(Mark::new(0, greatest + 1), None);
    }
}
