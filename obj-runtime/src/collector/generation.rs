//! Generations of objects, and what the collections of one have done.

use std::time::Duration;

use super::Released;

/// Which objects a collection looks at.
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// gc::set_condition(|load| (load.new_candidates > 10_000).then_some(gc::Generation::Young));
/// # gc::reset_condition();
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Generation {
    /// Objects made since the last collection.
    Young,
    /// All objects.
    Full,
}

impl Generation {
    pub(crate) fn index(self) -> usize {
        match self {
            Self::Young => 0,
            Self::Full => 1,
        }
    }
}

/// What the collections of one generation have done so far in this thread.
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// gc::collect();
/// assert_eq!(gc::stats().full.collections, 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GenerationStats {
    /// How many there were.
    pub collections: usize,
    /// The objects they started from.
    pub candidates: usize,
    /// The garbage freed, as [`gc::collect`](crate::gc::collect) counts.
    pub collected: usize,
    /// The objects that finalizers brought back.
    pub resurrected: usize,
    /// The time of the longest one, finalizers included.
    pub longest_pause: Duration,
}

impl GenerationStats {
    pub(crate) const ZERO: Self =
        Self { collections: 0, candidates: 0, collected: 0, resurrected: 0, longest_pause: Duration::ZERO };

    pub(crate) fn add(&mut self, released: &Released, pause: Duration) {
        self.collections += 1;
        self.candidates += released.candidates;
        self.collected += released.collected;
        self.resurrected += released.resurrected;
        self.longest_pause = self.longest_pause.max(pause);
    }
}
