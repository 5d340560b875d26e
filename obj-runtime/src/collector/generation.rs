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
    /// The time of all of them together.
    pub total_pause: Duration,
}

impl GenerationStats {
    pub(crate) const ZERO: Self = Self {
        collections: 0,
        candidates: 0,
        collected: 0,
        resurrected: 0,
        longest_pause: Duration::ZERO,
        total_pause: Duration::ZERO,
    };

    pub(crate) fn add(&mut self, released: &Released, pauses: Pauses) {
        self.collections += 1;
        self.candidates += released.candidates;
        self.collected += released.collected;
        self.resurrected += released.resurrected;
        self.longest_pause = self.longest_pause.max(pauses.longest);
        self.total_pause += pauses.total;
    }
}

/// The times that the program waited for one collection.
#[derive(Clone, Copy, Default)]
pub(crate) struct Pauses {
    longest: Duration,
    total: Duration,
}

impl Pauses {
    pub(crate) fn add(&mut self, pause: Duration) {
        self.longest = self.longest.max(pause);
        self.total += pause;
    }

    /// With one more.
    pub(crate) fn and(mut self, pause: Duration) -> Self {
        self.add(pause);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_of_one_collection_are_counted_together() {
        let [short, long] = [1, 5].map(Duration::from_millis);
        let mut stats = GenerationStats::ZERO;
        stats.add(&Released::default(), Pauses::default().and(long).and(short));
        stats.add(&Released::default(), Pauses::default().and(short));
        assert_eq!((stats.longest_pause, stats.total_pause), (long, long + 2 * short));
    }
}
