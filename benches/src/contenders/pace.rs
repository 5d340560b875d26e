//! When to collect, for contenders that only do so when asked.

use crate::workloads::space::BATCH;

/// The fewest objects worth a collection.
pub(crate) const LEAST: usize = 10_000;

/// Collects when as many objects were made as had survived: right for collectors that look at all objects each time.
#[derive(Default)]
pub(crate) struct Doubling {
    made: usize,
    survivors: usize,
}

impl Doubling {
    /// Counts a batch of new objects. Whether a collection is due.
    pub(crate) fn is_due_after_batch(&mut self) -> bool {
        self.made += BATCH;
        self.made >= self.survivors.max(LEAST)
    }

    /// To be told how many objects a collection has left.
    pub(crate) fn collected(&mut self, survivors: usize) {
        *self = Self { made: 0, survivors };
    }
}
