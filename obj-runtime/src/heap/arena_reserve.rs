//! How many arenas a heap keeps, used or not.
//!
//! A program that builds something, drops it and builds it again should not pay the system for the same memory each time;
//! and one whose heap was large once should not keep it. So a heap keeps as many arenas as it has used at once between
//! the last two full collections. Beyond those, one that is not used stays until the next full collection: a program that
//! makes and frees objects at the edge of an arena maps no memory each time.

use std::cell::Cell;

/// Kept in any case: the one in use, and one for the next page.
const LEAST: usize = 2;

/// The use of arenas over time.
pub(crate) struct ArenaReserve {
    /// Arenas with pages in use.
    used: Cell<usize>,
    /// The most that were used at once since the last full collection.
    most: Cell<usize>,
    /// The most that were used at once between the two full collections before.
    kept: Cell<usize>,
}

impl ArenaReserve {
    /// Unused arenas that stay in any case until the next full collection.
    const SPARE: usize = 1;

    pub(crate) const fn new() -> Self {
        Self { used: Cell::new(0), most: Cell::new(0), kept: Cell::new(LEAST) }
    }

    pub(crate) fn add_used(&self) {
        self.used.set(self.used.get() + 1);
        self.most.set(self.most.get().max(self.used.get()));
    }

    pub(crate) fn remove_used(&self) {
        self.used.set(self.used.get() - 1);
    }

    /// A full collection has ended.
    pub(crate) fn start_period(&self) {
        self.kept.set(self.most.replace(self.used.get()).max(LEAST));
    }

    /// Whether one of `arenas` arenas that has just become unused is given back.
    pub(crate) fn is_surplus(&self, arenas: usize) -> bool {
        arenas > self.kept.get() && arenas - self.used.get() > Self::SPARE
    }

    /// The number of arenas that are kept after a full collection.
    pub(crate) fn kept(&self) -> usize {
        self.kept.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_between_two_full_collections_is_kept_until_the_next() {
        let reserve = ArenaReserve::new();
        assert_eq!(reserve.kept(), LEAST);
        (0..10).for_each(|_| reserve.add_used());
        (0..9).for_each(|_| reserve.remove_used());
        assert_eq!(reserve.kept(), LEAST, "nothing is known yet");
        reserve.start_period();
        assert_eq!(reserve.kept(), 10);
        (0..3).for_each(|_| reserve.add_used());
        (0..3).for_each(|_| reserve.remove_used());
        reserve.start_period();
        assert_eq!(reserve.kept(), 4);
        assert!(!reserve.is_surplus(4) && reserve.is_surplus(5), "1 is used");
        reserve.start_period();
        assert_eq!(reserve.kept(), LEAST);
    }
}
