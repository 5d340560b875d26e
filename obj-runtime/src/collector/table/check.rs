//! In programs with debug assertions, what hand-written `Trace`s visit is held against what there is before anything is freed.

use super::{Entry, Table};
use crate::collector::visits::DoubleVisit;

impl Table {
    /// Panics if more handles to an object were found than there are.
    pub(super) fn check_counts(&self) {
        if self.work.entries.iter().any(|entry| entry.is_overdrawn()) {
            self.work.entries.iter().for_each(check_visits);
            panic!("a `Trace` visits a handle that its value does not own alone, against clause 1 of its contract");
        }
    }

    /// Panics if a handle inside what was not rescued is visited twice: others may hold what it leads to.
    pub(super) fn check_garbage(&self) {
        self.work.entries.iter().filter(|entry| !entry.is_rescued()).for_each(check_visits);
    }
}

fn check_visits(entry: &Entry) {
    if let Some(mistake) = DoubleVisit::of(*entry) {
        panic!("{mistake}, against clause 1 of its contract");
    }
}
