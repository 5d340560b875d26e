//! The rescue: what is held from outside, and all it reaches, leaves the table.

use super::{Entry, MANY_FOUND, Table};
use crate::header::{COUNTED_ASIDE, OUTSIDE, SLOW};

/// Few are less than one in so many.
const FEW: usize = 4;
/// So many of the held are remembered when they are let go of; if there are more, they are looked for once more.
const REMEMBERED: usize = 1024;

impl Table {
    /// Lets go of all that is held from outside, and all it reaches; the collector has `own` handles to each object.
    pub(super) fn rescue(&mut self, own: u32) {
        (self.rescued, self.candidates) = (0, 0);
        if self.outside.0 == 0 && !self.asked {
            return;
        }
        self.let_go_of_held();
        let left = self.entries.len() - self.rescued;
        if left * FEW < self.entries.len() {
            // The handles that the few do not have among themselves are those of the rescued.
            self.stack.clear();
            if left > 0 {
                self.let_go_of_held_among_few(own);
            }
        } else if self.rescued > REMEMBERED {
            self.stack.clear();
            self.stack.extend(self.entries.iter().filter(|entry| entry.is_rescued()));
        }
        self.let_go_of_reached();
    }

    /// Lets go of the objects that are held from outside; what they reach is not followed yet.
    fn let_go_of_held(&mut self) {
        for index in 0..self.entries.len() {
            let entry = self.entries[index];
            if entry.is_held() {
                self.let_go(entry);
                if self.rescued <= REMEMBERED {
                    self.stack.push(entry);
                }
            }
        }
    }

    /// Counts the handles to what is left that are not inside of what is left, and lets go of what has some.
    fn let_go_of_held_among_few(&mut self, own: u32) {
        let left: Vec<Entry> = self.entries.iter().filter(|entry| !entry.is_rescued()).copied().collect();
        for entry in &left {
            self.set_outside(entry.header(), entry.header().count() - own);
        }
        for entry in &left {
            self.count_inside(*entry, |_, _| {});
        }
        for entry in left {
            if entry.is_held() {
                self.let_go(entry);
                self.stack.push(entry);
            }
        }
    }

    /// An object is held, or reached from one that is.
    #[inline(always)]
    fn let_go(&mut self, entry: Entry) {
        entry.restore(self.stamp);
        let low = &entry.header().low;
        low.set(low.get() | self.settles);
        self.candidates += usize::from(low.get() & SLOW == 0);
        self.rescued += 1;
    }

    /// Counts the handles inside an object to others of the table, and tells of each.
    fn count_inside(&mut self, entry: Entry, mut counted: impl FnMut(&mut Vec<Entry>, Entry)) {
        entry.follow(&mut self.tracer);
        let mut found = std::mem::take(&mut self.tracer.found);
        for target in found.drain(..).map(Entry::of) {
            if !target.is_rescued() {
                self.found(target.header());
                counted(&mut self.stack, target);
            }
        }
        self.tracer.found = found;
    }

    /// Lets go of all that was reached from what was let go of.
    fn let_go_of_reached(&mut self) {
        while !self.stack.is_empty() {
            while let Some(entry) = self.stack.pop() {
                entry.follow(&mut self.tracer);
                if self.tracer.found.len() >= MANY_FOUND {
                    break;
                }
            }
            let mut found = std::mem::take(&mut self.tracer.found);
            for target in found.drain(..).map(Entry::of) {
                if !target.is_rescued() {
                    self.let_go(target);
                    self.stack.push(target);
                }
            }
            self.tracer.found = found;
        }
    }

    /// How many objects of the table, none of them rescued, would have died by counting alone: those
    /// without handles, and those that only such objects held. The collector holds each once.
    pub(crate) fn dead_by_counting(&mut self) -> usize {
        for index in 0..self.entries.len() {
            let entry = self.entries[index];
            if entry.is_rescued() {
                continue;
            }
            let handles = entry.header().count() - 1;
            self.set_outside(entry.header(), handles);
            if handles == 0 {
                self.stack.push(entry);
            }
        }
        let mut dead = 0;
        while let Some(entry) = self.stack.pop() {
            dead += 1;
            self.count_inside(entry, |stack, target| {
                if !target.header().has(COUNTED_ASIDE | OUTSIDE) {
                    stack.push(target);
                }
            });
        }
        dead
    }
}
