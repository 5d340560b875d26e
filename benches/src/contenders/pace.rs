//! When to collect, for contenders that only do so when asked.

/// The fewest objects worth a collection.
pub(crate) const LEAST: usize = 10_000;

/// Collects when the heap has doubled: right for collectors that look at all of it each time.
pub(crate) struct Doubling {
    due_at: usize,
}

impl Default for Doubling {
    fn default() -> Self {
        Self { due_at: LEAST }
    }
}

impl Doubling {
    /// Whether `objects` are enough.
    pub(crate) fn is_due(&self, objects: usize) -> bool {
        objects >= self.due_at
    }

    /// To be told how many objects a collection has left.
    pub(crate) fn collected(&mut self, survivors: usize) {
        self.due_at = (2 * survivors).max(LEAST);
    }
}
