//! Marks: what stands in the place of a handle whose object is not there yet, while a graph is loaded.
//!
//! A mark is an address that no object has. A cell with a mark reads as empty. Without the feature `serde` there are
//! none, and whoever asks gets a constant.

use std::num::NonZero;

#[cfg(all(feature = "serde", not(target_pointer_width = "64")))]
compile_error!("the feature `serde` needs addresses of 64 bits");

/// Set in marks, and in no address of a program.
const BIT: usize = 1 << (usize::BITS - 1);

/// Whether this is a mark, and not the address of an object.
#[inline(always)]
pub(crate) const fn is_mark(address: NonZero<usize>) -> bool {
    cfg!(feature = "serde") && address.get() & BIT != 0
}

/// Which load made a mark, and its number there.
#[cfg(feature = "serde")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Unique in the thread; below 2³¹.
    pub(crate) load: u32,
    pub(crate) number: u32,
}

#[cfg(feature = "serde")]
impl Mark {
    pub(crate) fn address(self) -> NonZero<usize> {
        let bits = BIT | (self.load as usize) << 32 | self.number as usize;
        NonZero::new(bits).unwrap_or(NonZero::<usize>::MAX)
    }

    pub(crate) fn of(address: NonZero<usize>) -> Option<Self> {
        let bits = address.get() & !BIT;
        is_mark(address).then_some(Self { load: (bits >> 32) as u32, number: bits as u32 })
    }
}
