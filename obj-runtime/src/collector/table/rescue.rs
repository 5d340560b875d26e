//! The rescue: what is held from outside, and all it reaches, leaves the table.

use super::{Entry, MANY_FOUND, Table};
use crate::header::{CountWord, FlagWord};

/// Few objects are left if they are less than 1 in `FEW`.
const FEW: usize = 4;
/// The number of externally held objects that are remembered when they are rescued. If there are more, all entries are gone
/// through once more.
const REMEMBERED: usize = 1024;

impl Table {
    /// Rescues all that is held from outside, and all it reaches. The collector has `collector_handles` handles to each
    /// object.
    pub(super) fn rescue(&mut self, collector_handles: u32) {
        if cfg!(debug_assertions) {
            self.check_counts();
        }
        self.rescue_all(collector_handles);
        if cfg!(debug_assertions) {
            self.check_garbage();
        }
    }

    fn rescue_all(&mut self, collector_handles: u32) {
        (self.found.rescued, self.found.surviving_candidates) = (0, 0);
        if self.found.nothing_is_held() {
            return;
        }
        self.rescue_externally_held();
        let all = self.work.entries.len();
        let left = all - self.found.rescued;
        if left * FEW < all {
            // The handles that the few do not have among themselves are those of the rescued.
            self.work.stack.clear();
            if left > 0 {
                self.rescue_externally_held_among_few(collector_handles);
            }
        } else if self.found.rescued > REMEMBERED {
            self.work.stack.clear();
            self.work.stack.extend(self.work.entries.iter().filter(|entry| entry.is_rescued()));
        }
        self.rescue_reachable();
        if self.found.rescued > 0 {
            self.found.left_out = None;
        }
    }

    /// Rescues the objects that are held from outside; what they reach is not followed yet.
    fn rescue_externally_held(&mut self) {
        let entries = std::mem::take(&mut self.work.entries);
        let (mut rescued, mut candidates) = (0, 0);
        for &entry in &entries {
            if entry.is_held() {
                candidates += self.let_go(entry);
                rescued += 1;
                if rescued <= REMEMBERED {
                    self.work.stack.push(entry);
                }
            }
        }
        self.work.entries = entries;
        self.found.rescued += rescued;
        self.found.surviving_candidates += candidates;
    }

    /// Counts the handles to what is left that are not inside of what is left, and rescues what has some.
    fn rescue_externally_held_among_few(&mut self, collector_handles: u32) {
        let left: Vec<Entry> = self.work.entries.iter().filter(|entry| !entry.is_rescued()).copied().collect();
        for entry in &left {
            self.set_outside(entry.header(), entry.header().count() - collector_handles);
        }
        for entry in &left {
            self.subtract_handles_inside(*entry, |_, _| {});
        }
        for entry in left {
            if entry.is_held() {
                self.rescue_object(entry);
                self.work.stack.push(entry);
            }
        }
    }

    /// Rescues an object that is held, or reached from one that is.
    #[inline(always)]
    fn rescue_object(&mut self, entry: Entry) {
        self.found.surviving_candidates += self.let_go(entry);
        self.found.rescued += 1;
    }

    /// An object is examined no longer. Returns the number of candidates that it is.
    #[inline(always)]
    fn let_go(&self, entry: Entry) -> usize {
        let left = entry.restore(self.stamp) | self.bits_of_survivors;
        entry.header().count.set(left);
        usize::from(left & CountWord::SLOW == 0)
    }

    /// Subtracts the handles inside an object to others of the table, and calls `subtracted` after each, with the stack.
    fn subtract_handles_inside(&mut self, entry: Entry, mut subtracted: impl FnMut(&mut Vec<Entry>, Entry)) {
        entry.follow(&mut self.work.tracer);
        self.for_each_found(|table, target| {
            if !target.is_rescued() {
                table.subtract(target.header());
                subtracted(&mut table.work.stack, target);
            }
        });
    }

    /// Rescues all that the objects on the stack reach.
    fn rescue_reachable(&mut self) {
        while !self.work.stack.is_empty() {
            while let Some(entry) = self.work.stack.pop() {
                entry.follow(&mut self.work.tracer);
                if self.work.tracer.found.len() >= MANY_FOUND {
                    break;
                }
            }
            // Of a chain there is one at a time.
            while let Some(target) = self.work.tracer.found.pop().map(Entry::of) {
                if !target.is_rescued() {
                    self.rescue_object(target);
                    self.work.stack.push(target);
                }
            }
        }
    }

    /// Takes what the tracer has found, and calls `visit` with each.
    fn for_each_found(&mut self, mut visit: impl FnMut(&mut Self, Entry)) {
        let mut found = std::mem::take(&mut self.work.tracer.found);
        found.drain(..).for_each(|target| visit(self, Entry::of(target)));
        self.work.tracer.found = found;
    }

    /// The number of objects of the table, none of them rescued, that would have died by counting alone: those without
    /// handles, and those that only such objects held. The collector has one handle to each.
    pub(crate) fn dead_by_counting(&mut self) -> usize {
        for index in 0..self.work.entries.len() {
            let entry = self.work.entries[index];
            if entry.is_rescued() {
                continue;
            }
            let handles = entry.header().count() - 1;
            self.set_outside(entry.header(), handles);
            if handles == 0 {
                self.work.stack.push(entry);
            }
        }
        let mut dead = 0;
        while let Some(entry) = self.work.stack.pop() {
            dead += 1;
            self.subtract_handles_inside(entry, |stack, target| {
                if !target.header().has(FlagWord::COUNTED_ASIDE | FlagWord::OUTSIDE) {
                    stack.push(target);
                }
            });
        }
        dead
    }
}
