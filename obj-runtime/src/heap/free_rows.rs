//! Arenas with free pages, by how many of those lie in a row.
//!
//! An object that needs several pages does not ask the arenas in which no row is long enough, however many there are. How long
//! the longest row of an arena is, is found out when it could not serve: it has been used since that was last known, so this
//! is done no more often than pages are taken and given back.

use std::ptr::NonNull;
use std::rc::Rc;

use super::arena::{Arena, PAGES, Set, row};

/// The pages of an arena that is not used.
const ALL: usize = PAGES - 1;

/// The arenas that may have free pages.
///
/// Invariant: each stands under its `longest_row`, of which no free row is longer, at its `place`; the `longest_row` of an arena
/// that is not here is 0. Only arenas that are not used stand under `ALL`.
pub(super) struct FreeRows {
    by_length: Vec<Vec<Rc<Arena>>>,
    /// The lengths under which there are arenas.
    lengths: Set,
}

/// Pages in a row that were free.
pub(super) struct Row {
    /// The memory of their arena.
    pub(super) memory: NonNull<u8>,
    /// The index of the first page.
    pub(super) first: usize,
    /// Whether they are the first of their arena in use.
    pub(super) starts_use: bool,
}

impl FreeRows {
    pub(super) const fn new() -> Self {
        Self { by_length: Vec::new(), lengths: 0 }
    }

    /// Takes so many pages in a row, of an arena in use if there is one that has them.
    pub(super) fn take(&mut self, count: usize) -> Option<Row> {
        loop {
            let arena = self.with_row(count)?;
            let starts_use = arena.is_unused();
            match arena.take_pages(count) {
                Some(first) => {
                    let memory = arena.memory();
                    if starts_use {
                        let arena = Rc::clone(arena);
                        self.put(&arena, ALL - 1);
                    }
                    return Some(Row { memory, first, starts_use });
                }
                None => {
                    let arena = Rc::clone(arena);
                    self.put(&arena, arena.find_longest_row());
                }
            }
        }
    }

    /// An arena that may have such a row, and no longer one than need be.
    fn with_row(&self, count: usize) -> Option<&Rc<Arena>> {
        let longer = (self.lengths >> count).trailing_zeros() as usize;
        self.by_length.get(count + longer)?.last()
    }

    /// An arena that is not used yet.
    pub(super) fn add(&mut self, arena: &Rc<Arena>) {
        self.put(arena, ALL);
    }

    /// Pages of an arena have become free, this one among them.
    pub(super) fn give_back(&mut self, arena: &Rc<Arena>, page: usize) {
        let longest = arena.longest_row.get();
        // Where an arena in use may have any row, there is nothing to find out.
        if longest < ALL - 1 || arena.is_unused() {
            let row = arena.row_around(page);
            if row > longest {
                self.put(arena, row);
            }
        }
    }

    /// Puts an arena under a length.
    fn put(&mut self, arena: &Rc<Arena>, longest: usize) {
        self.remove(arena);
        if longest > 0 {
            self.by_length.resize_with(PAGES, Vec::new);
            let others = &mut self.by_length[longest];
            arena.longest_row.set(longest);
            arena.place.set(others.len());
            others.push(Rc::clone(arena));
            self.lengths |= row(longest, 1);
        }
    }

    /// Has nothing more to do with an arena.
    pub(super) fn remove(&mut self, arena: &Arena) {
        let (length, place) = (arena.longest_row.take(), arena.place.get());
        if length > 0 {
            let others = &mut self.by_length[length];
            others.swap_remove(place);
            match others.get(place) {
                Some(moved) => moved.place.set(place),
                None if others.is_empty() => self.lengths &= !row(length, 1),
                None => {}
            }
        }
    }

    /// Gives back the memory that is not needed.
    pub(super) fn shrink(&mut self) {
        match self.lengths {
            0 => *self = Self::new(),
            _ => self.by_length.iter_mut().for_each(Vec::shrink_to_fit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Arenas with this free row each, and no other.
    fn arenas_with(rows: &mut FreeRows, count: usize, row: usize) -> Vec<Rc<Arena>> {
        let arenas: Vec<_> = (0..count).map(|_| Rc::new(Arena::new(false))).collect();
        for arena in &arenas {
            rows.add(arena);
            assert!(rows.take(ALL - row).is_some_and(|row| row.starts_use && row.memory == arena.memory()));
        }
        arenas
    }

    #[test]
    fn arenas_that_could_not_serve_are_not_asked_again() {
        let mut rows = FreeRows::new();
        let arenas = arenas_with(&mut rows, 5, 1);
        let asked = |rows: &FreeRows| rows.by_length[2..].iter().map(Vec::len).sum::<usize>();
        assert_eq!(asked(&rows), 1, "the last: nothing was asked of it since");
        assert!(rows.take(2).is_none());
        assert_eq!(asked(&rows), 0);
        arenas[3].give_back(1, ALL - 1);
        rows.give_back(&arenas[3], 1);
        assert_eq!((asked(&rows), arenas[3].is_unused()), (1, true));
        assert!(rows.take(2).is_some_and(|row| row.starts_use && row.first == 1));
        // Each of the others still has its page.
        assert!((0..4).all(|_| rows.take(1).is_some_and(|row| row.first == ALL && !row.starts_use)));
        assert!(rows.take(1).is_some_and(|row| row.first == 3));
    }

    #[test]
    fn an_arena_that_is_not_used_comes_last() {
        let mut rows = FreeRows::new();
        let unused: Vec<_> = (0..4).map(|_| Rc::new(Arena::new(false))).collect();
        let used = arenas_with(&mut rows, 1, 20);
        unused.iter().for_each(|arena| rows.add(arena));
        assert!((0..20).all(|_| rows.take(1).is_some_and(|row| row.memory == used[0].memory())));
        assert!(rows.take(1).is_some_and(|row| row.starts_use));
        unused.iter().chain(&used).for_each(|arena| rows.remove(arena));
        assert!(rows.take(1).is_none() && rows.lengths == 0);
    }
}
