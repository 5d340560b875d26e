//! Arenas: 1 MiB of memory cut into pages, behind the descriptions of the pages.
//!
//! ```text
//!  0       128             8 KiB   16 KiB          32 KiB
//!  | desc. 0 | desc. 1 | … | page 0 | page 1        | page 2 …
//! ```
//!
//! The descriptions lie together, and not each at the start of its page, because addresses that are
//! multiples of 16 KiB compete for the same few lines of a cache.

use std::cell::Cell;
use std::ptr::NonNull;

use super::memory;

/// The size and alignment of an arena.
pub(crate) const ARENA_SIZE: usize = 1024 * 1024;
/// The size and alignment of a page.
pub(crate) const PAGE_SIZE: usize = 16 * 1024;
/// The room for the description of a page.
pub(crate) const DESCRIPTION_SIZE: usize = 128;
/// The number of pages in an arena.
pub(crate) const PAGES: usize = ARENA_SIZE / PAGE_SIZE;
/// The part of page 0 that the descriptions take.
pub(crate) const DESCRIPTIONS: usize = PAGES * DESCRIPTION_SIZE;
const ALL_FREE: u64 = u64::MAX;
const _: () = assert!(PAGES == 64 && DESCRIPTIONS < PAGE_SIZE);

/// The memory of an arena, and which of its pages are free.
pub(crate) struct Arena {
    memory: NonNull<u8>,
    /// Bit *i*: page *i* is free.
    free: Cell<u64>,
    /// Bit *i*: page *i* is in use and has a description: it is not the continuation of another.
    described: Cell<u64>,
    /// Whether it stands in the heap's list of arenas with free pages.
    pub(crate) available: Cell<bool>,
}

impl Arena {
    /// Memory for 64 pages. It is not touched.
    pub(crate) fn new() -> Self {
        Self {
            memory: memory::take(ARENA_SIZE),
            free: Cell::new(ALL_FREE),
            described: Cell::new(0),
            available: Cell::new(false),
        }
    }

    /// The address of the arena.
    pub(crate) fn base(&self) -> usize {
        self.memory.addr().get()
    }

    /// The memory of the arena.
    pub(crate) fn memory(&self) -> NonNull<u8> {
        self.memory
    }

    /// The index of the first of `count` pages in a row that were free and now are not. Page 0, which is
    /// shorter, is only given alone, and if `may_be_short`.
    pub(crate) fn take_pages(&self, count: usize, may_be_short: bool) -> Option<usize> {
        let free = self.free.get();
        let mut starts = if count == 1 && may_be_short { free } else { free & !1 };
        for shift in 1..count {
            starts &= free >> shift;
        }
        let first = starts.trailing_zeros() as usize;
        if first == PAGES {
            return None;
        }
        self.free.set(free & !row(first, count));
        self.described.set(self.described.get() | 1 << first);
        Some(first)
    }

    /// Makes pages free that were in use.
    pub(crate) fn give_back(&self, first: usize, count: usize) {
        debug_assert!(self.described.get() & (1 << first) != 0, "a page is given back once");
        self.free.set(self.free.get() | row(first, count));
        self.described.set(self.described.get() & !(1 << first));
    }

    pub(crate) fn has_free(&self) -> bool {
        self.free.get() != 0
    }

    pub(crate) fn is_unused(&self) -> bool {
        self.free.get() == ALL_FREE
    }

    /// The indices of the pages with a description.
    pub(crate) fn described(&self) -> impl Iterator<Item = usize> {
        let described = self.described.get();
        (0..PAGES).filter(move |index| described & (1 << index) != 0)
    }

    /// Whether the page at an index has a description.
    pub(crate) fn is_described(&self, index: usize) -> bool {
        self.described.get() & (1 << index) != 0
    }
}

/// The bits of `count` pages from `first` on; `first` is below 64 and the row ends there.
fn row(first: usize, count: usize) -> u64 {
    (u64::MAX >> (PAGES - count)) << first
}

impl Drop for Arena {
    fn drop(&mut self) {
        // SAFETY: the memory was taken in `new`, and an arena is dropped only when no page of it is in use.
        unsafe { memory::give_back(self.memory, ARENA_SIZE) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_pages_are_taken_and_given_back() {
        let arena = Arena::new();
        assert_eq!(arena.take_pages(1, true), Some(0));
        assert_eq!(arena.take_pages(3, true), Some(1));
        assert_eq!(arena.take_pages(60, true), Some(4));
        assert_eq!(arena.take_pages(1, true), None);
        assert!(arena.is_described(1) && !arena.is_described(2));
        arena.give_back(1, 3);
        assert_eq!(arena.take_pages(4, true), None);
        assert_eq!(arena.take_pages(2, true), Some(1));
        assert_eq!(arena.described().collect::<Vec<_>>(), [0, 1, 4]);
        arena.give_back(0, 1);
        assert_eq!(arena.take_pages(2, true), None, "page 0 is only given alone");
        assert_eq!(arena.take_pages(1, false), Some(3), "page 0 is short");
        arena.give_back(3, 1);
        arena.give_back(1, 2);
        arena.give_back(4, 60);
        assert!(arena.is_unused());
    }
}
