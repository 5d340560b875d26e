//! Arenas: 2 MiB of memory cut into pages, behind the descriptions of the pages.
//!
//! ```text
//!  0         128       256     16 KiB   32 KiB
//!  | nothing | desc. 1 | desc. 2 … | page 1 | page 2 …
//! ```
//!
//! The descriptions lie together, and not each at the start of its page, because addresses that are
//! multiples of 16 KiB compete for the same few lines of a cache. They take the place of page 0.

use std::cell::Cell;
use std::ptr::NonNull;

use super::memory::{self, Memory};

/// The size and alignment of an arena.
pub(crate) const ARENA_SIZE: usize = 2 * 1024 * 1024;
/// The size and alignment of a page.
pub(crate) const PAGE_SIZE: usize = 16 * 1024;
/// The room for the description of a page.
pub(crate) const DESCRIPTION_SIZE: usize = 128;
/// The number of pages in an arena, page 0 included.
pub(crate) const PAGES: usize = ARENA_SIZE / PAGE_SIZE;
/// A set of pages of an arena.
pub(super) type Set = u128;
/// All but page 0.
const ALL_FREE: Set = Set::MAX << 1;
const _: () = assert!(PAGES == Set::BITS as usize && PAGES * DESCRIPTION_SIZE <= PAGE_SIZE);

/// The memory of an arena, and which of its pages are free.
pub(crate) struct Arena {
    memory: Memory,
    /// Bit *i*: page *i* is free.
    free: Cell<Set>,
    /// Bit *i*: page *i* is in use and has a description: it is not the continuation of another.
    described: Cell<Set>,
    /// Under which length the heap finds it for rows of free pages; 0 if it does not.
    pub(super) longest_row: Cell<usize>,
    /// Where among those of that length.
    pub(super) place: Cell<usize>,
}

impl Arena {
    /// Memory for pages, not touched yet. If it `is_one_of_many`, the system may make it one large page of its own: that pays
    /// where all of it will be used, and not where each page has a few objects of another type.
    pub(crate) fn new(is_one_of_many: bool) -> Self {
        let memory = memory::take(ARENA_SIZE);
        if is_one_of_many {
            memory.prefer_large_pages();
        }
        Self {
            memory,
            free: Cell::new(ALL_FREE),
            described: Cell::new(0),
            longest_row: Cell::new(0),
            place: Cell::new(0),
        }
    }

    /// The address of the arena.
    pub(crate) fn base(&self) -> usize {
        self.memory.start().addr().get()
    }

    /// The memory of the arena.
    pub(crate) fn memory(&self) -> NonNull<u8> {
        self.memory.start()
    }

    /// The index of the first of `count` pages in a row that were free and now are not.
    pub(crate) fn take_pages(&self, count: usize) -> Option<usize> {
        let free = self.free.get();
        // Most objects need one page.
        let starts = if count == 1 { free } else { starts_of_rows(free, count) };
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

    /// The length of the row of free pages that a free one lies in.
    pub(crate) fn row_around(&self, first: usize) -> usize {
        let free = self.free.get();
        let before = (free << (PAGES - first)).leading_ones();
        ((free >> first).trailing_ones() + before) as usize
    }

    /// The length of the longest row of free pages.
    pub(crate) fn find_longest_row(&self) -> usize {
        let shorter = |starts: &Set| Some(starts & (starts >> 1));
        std::iter::successors(Some(self.free.get()), shorter).take_while(|&starts| starts != 0).count()
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

/// The bits of `count` pages from `first` on; the row ends inside the arena.
pub(super) fn row(first: usize, count: usize) -> Set {
    if count == 1 { 1 << first } else { (Set::MAX >> (PAGES - count)) << first }
}

/// The pages among some with which a row of `count` of them begins.
#[inline(never)]
fn starts_of_rows(pages: Set, count: usize) -> Set {
    (1..count).fold(pages, |starts, shift| starts & (pages >> shift))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_pages_are_taken_and_given_back() {
        let arena = Arena::new(false);
        assert_eq!(arena.take_pages(1), Some(1), "page 0 is full of descriptions");
        assert_eq!(arena.take_pages(3), Some(2));
        assert_eq!(arena.take_pages(PAGES - 5), Some(5));
        assert_eq!(arena.take_pages(1), None);
        assert!(arena.is_described(2) && !arena.is_described(3));
        assert_eq!(arena.find_longest_row(), 0);
        arena.give_back(2, 3);
        assert_eq!(arena.row_around(2), 3);
        assert_eq!(arena.find_longest_row(), 3);
        assert_eq!(arena.take_pages(4), None);
        assert_eq!(arena.take_pages(2), Some(2));
        assert_eq!(arena.described().collect::<Vec<_>>(), [1, 2, 5]);
        arena.give_back(1, 1);
        assert_eq!(arena.row_around(1), 1);
        arena.give_back(5, PAGES - 5);
        assert_eq!(arena.row_around(5), PAGES - 4, "page 4 was free");
        arena.give_back(2, 2);
        assert_eq!(arena.row_around(2), PAGES - 1);
        assert!(arena.is_unused());
    }
}
