//! Arenas with free pages, by how many of those lie in a row.
//!
//! An object that needs several pages does not ask the arenas in which no row is long enough, however many there are. How long
//! the longest row of an arena is, is found out when it could not serve: it has been used since that was last known, so this
//! is done no more often than pages are taken and given back.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::arena::{Arena, PAGES};

/// The pages of an arena that is not used.
const ALL: usize = PAGES - 1;

/// The arenas that may have free pages.
///
/// Invariant: each stands under its `longest_row`, of which no free row is longer; that of an arena that is not here is 0. Only
/// arenas that are not used stand under `ALL`.
pub(super) struct FreeRows(BTreeMap<(usize, usize), Rc<Arena>>);

/// Pages in a row that were free.
pub(super) struct Row {
    pub(super) arena: Rc<Arena>,
    /// The index of the first page.
    pub(super) first: usize,
    /// Whether they are the first of their arena in use.
    pub(super) starts_use: bool,
}

impl FreeRows {
    pub(super) const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Takes so many pages in a row, of an arena in use if there is one that has them.
    pub(super) fn take(&mut self, count: usize) -> Option<Row> {
        loop {
            let arena = Rc::clone(self.0.range((count, 0)..).next()?.1);
            let starts_use = arena.is_unused();
            let Some(first) = arena.take_pages(count) else {
                self.put(&arena, arena.find_longest_row());
                continue;
            };
            if starts_use {
                self.put(&arena, ALL - 1);
            }
            return Some(Row { arena, first, starts_use });
        }
    }

    /// An arena that is not used yet.
    pub(super) fn add(&mut self, arena: &Rc<Arena>) {
        self.put(arena, ALL);
    }

    /// Pages of an arena have become free, in a row that is this long now.
    pub(super) fn give_back(&mut self, arena: &Rc<Arena>, row: usize) {
        if row > arena.longest_row.get() {
            self.put(arena, row);
        }
    }

    /// Puts an arena under a length.
    fn put(&mut self, arena: &Rc<Arena>, longest: usize) {
        self.remove(arena);
        if longest > 0 {
            arena.longest_row.set(longest);
            self.0.insert((longest, arena.base()), Rc::clone(arena));
        }
    }

    /// Has nothing more to do with an arena.
    pub(super) fn remove(&mut self, arena: &Arena) {
        self.0.remove(&(arena.longest_row.take(), arena.base()));
    }

    /// Gives back the memory that is not needed.
    pub(super) fn shrink(&mut self) {
        if self.0.is_empty() {
            *self = Self::new();
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
            assert!(rows.take(ALL - row).is_some_and(|row| row.starts_use && Rc::ptr_eq(&row.arena, arena)));
        }
        arenas
    }

    #[test]
    fn arenas_that_could_not_serve_are_not_asked_again() {
        let mut rows = FreeRows::new();
        let arenas = arenas_with(&mut rows, 5, 1);
        let asked = |rows: &FreeRows| rows.0.range((2, 0)..).count();
        assert_eq!(asked(&rows), 1, "the last: nothing was asked of it since");
        assert!(rows.take(2).is_none());
        assert_eq!(asked(&rows), 0);
        rows.give_back(&arenas[3], arenas[3].give_back(1, ALL - 1));
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
        assert!((0..20).all(|_| rows.take(1).is_some_and(|row| Rc::ptr_eq(&row.arena, &used[0]))));
        assert!(rows.take(1).is_some_and(|row| row.starts_use));
        unused.iter().chain(&used).for_each(|arena| rows.remove(arena));
        assert!(rows.take(1).is_none() && rows.0.is_empty());
    }
}
