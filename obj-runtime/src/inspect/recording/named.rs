//! The names of handles, for pictures: as long as the handles are open.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::ledger;

thread_local! {
    static NAMES: RefCell<Names> = const { RefCell::new(Names { by_step: BTreeMap::new(), most: FIRST }) };
}

/// Names by the step that took the handle.
struct Names {
    by_step: BTreeMap<u64, Box<str>>,
    /// So many may be there before those of handles that have ended are looked for.
    most: usize,
}

const FIRST: usize = 256;

/// The handle that was taken at a step is called so.
pub(super) fn set(step: u64, name: &str) {
    // Nobody asks any more when the thread has all but ended.
    let _ = NAMES.try_with(|names| names.borrow_mut().set(step, name));
}

/// The name of the handle that was taken at a step.
pub(in crate::inspect) fn name_of(step: u64) -> Option<Box<str>> {
    NAMES.try_with(|names| names.borrow().by_step.get(&step).cloned()).ok().flatten()
}

impl Names {
    fn set(&mut self, step: u64, name: &str) {
        self.by_step.insert(step, name.into());
        if self.by_step.len() > self.most {
            let open: BTreeSet<u64> = ledger::open_handles().map(|(_, handle)| handle.step).collect();
            self.by_step.retain(|step, _| open.contains(step));
            self.most = FIRST.max(2 * self.by_step.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_handles_that_have_ended_are_forgotten() {
        let mut names = Names { by_step: BTreeMap::new(), most: 2 };
        (1 << 40..(1 << 40) + 3).for_each(|step| names.set(step, "name"));
        assert!(names.by_step.is_empty());
    }
}
