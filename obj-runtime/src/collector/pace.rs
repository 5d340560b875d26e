//! When an automatic collection is due.
//!
//! Young collections are paced by candidates, so a program that makes none pays nothing, and neither does one whose heap is
//! tiny and does not grow meanwhile: what is garbage in it waits until it grows. A young collection that found little makes
//! the next wait longer: the program is building something, or what it drops dies by counting. One that found much brings the
//! next back at once. So, in a heap that is not tiny, what a program without garbage cycles pays for young collections is one in 256 of what the threshold
//! alone would cost, and what a program with some waits for is found at the latest after 256 times as many candidates. Full
//! collections are paced by the growth of the heap and of what its objects own outside, because a large dead structure may have
//! left a single candidate. A small heap may own much: what is outside makes one due by itself, once making it has
//! taken far more time than the collection will take.

use std::cell::Cell;

use super::generation::Generation;
use crate::heap::Heap;
use crate::heap::page::PAGE_SIZE;

/// New candidates after which a young collection is due at first.
const THRESHOLD: usize = 8192;
/// How much longer to wait after a young collection that found little.
const PATIENCE: usize = 16;
/// The bytes of a heap that can hold little garbage: it is not worth a young collection.
const TINY_HEAP: usize = 512 * 1024;
/// The heap in bytes below which growth does not matter.
const SMALL_HEAP: usize = 16 * 1024 * 1024;
/// How far the heap grows until the next full collection: after one that found garbage, and after one that did not.
const GROWTH: usize = 2;
const IDLE_GROWTH: usize = 4;
/// How far it grows until the first one, after a young collection that found nothing.
const FIRST_GROWTH: usize = 8;
/// How much what objects own outside has to grow for each object that the next full collection will probably look at: making
/// so much takes 30 times as long.
const OUTSIDE_FOR_OBJECT: usize = 8 * 1024;
/// The same for each byte of the heap, at least.
const OUTSIDE_FOR_BYTE: usize = 8;

/// The thresholds of the automatic collections of a thread.
pub(crate) struct Pace {
    /// What the program has asked for.
    threshold: Cell<usize>,
    /// New candidates after which a young collection is due.
    young_at: Cell<usize>,
    /// The bytes in pages when half of them had come.
    half_way: Cell<usize>,
    /// Bytes, in pages and outside, after which a full collection is due.
    full_at: Cell<usize>,
    outside: OutsidePace,
}

/// How far what objects own outside may grow.
struct OutsidePace {
    /// What was alive when that was last known.
    alive: Cell<usize>,
    /// How much it has to grow for each byte of the heap.
    for_byte: Cell<usize>,
}

impl OutsidePace {
    const fn new() -> Self {
        Self { alive: Cell::new(0), for_byte: Cell::new(OUTSIDE_FOR_BYTE) }
    }

    fn is_due(&self, size: Size) -> bool {
        let worth_looking = self.for_byte.get().saturating_mul(size.pages);
        size.outside.saturating_sub(self.alive.get()) > worth_looking.max(self.alive.get() / 5)
    }

    fn all_is_alive(&self, size: Size) {
        self.alive.set(size.outside);
    }

    /// A full collection has looked at so many objects. (They were on a page, also if none is left.)
    fn adapt(&self, looked_at: usize, size: Size) {
        let worth_looking = OUTSIDE_FOR_OBJECT.saturating_mul(looked_at);
        self.for_byte.set((worth_looking / size.pages.max(PAGE_SIZE)).max(OUTSIDE_FOR_BYTE));
        self.all_is_alive(size);
    }
}

/// The bytes that full collections are paced by.
#[derive(Clone, Copy)]
pub(super) struct Size {
    /// In pages.
    pub(super) pages: usize,
    /// What objects own outside of the heap.
    pub(super) outside: usize,
}

impl Size {
    pub(super) fn of(heap: &Heap) -> Self {
        Self { pages: heap.page_bytes(), outside: heap.outside_bytes() }
    }

    pub(super) fn sum(self) -> usize {
        self.pages.saturating_add(self.outside)
    }

    pub(super) fn half(self) -> Self {
        Self { pages: self.pages / 2, outside: self.outside / 2 }
    }
}

impl Pace {
    pub(crate) const fn new() -> Self {
        Self {
            threshold: Cell::new(THRESHOLD),
            young_at: Cell::new(THRESHOLD),
            half_way: Cell::new(0),
            full_at: Cell::new(GROWTH * SMALL_HEAP),
            outside: OutsidePace::new(),
        }
    }

    pub(crate) fn threshold(&self) -> usize {
        self.threshold.get()
    }

    /// The new candidates after which a young collection is due.
    pub(crate) fn young_at(&self) -> usize {
        self.young_at.get()
    }

    pub(crate) fn set_threshold(&self, candidates: usize) {
        self.threshold.set(candidates);
        self.young_at.set(candidates);
    }

    /// Which collection is due, given the new candidates, the old ones, and the bytes of the heap.
    pub(super) fn due(&self, new: usize, old: usize, size: Size) -> Option<Generation> {
        if new + old == 0 {
            // Without candidates nothing is garbage: raise the thresholds as a full collection of this heap would.
            self.full_at.set(self.full_at.get().max(GROWTH.saturating_mul(size.sum())));
            self.outside.all_is_alive(size);
            None
        } else if size.sum() > self.full_at.get() || self.outside.is_due(size) {
            Some(Generation::Full)
        } else {
            self.is_young_due(new, size).then_some(Generation::Young)
        }
    }

    fn is_young_due(&self, new: usize, size: Size) -> bool {
        let young_at = self.young_at.get();
        if new < young_at / 2 {
            self.half_way.set(size.pages);
        }
        new >= young_at && !self.is_tiny_and_steady(size)
    }

    /// Whether the heap cannot hold much garbage, and does not grow while candidates come: they die by counting. (Who asks for a
    /// collection with fewer candidates gets it.)
    fn is_tiny_and_steady(&self, size: Size) -> bool {
        size.pages < TINY_HEAP && size.pages / 3 < self.half_way.get() / 2 && self.threshold.get() >= THRESHOLD
    }

    /// Adapts the thresholds to a full collection that examined `examined` objects and found `garbage` of them unreachable.
    /// `owners` objects own much.
    pub(super) fn adapt_to_full(&self, examined: usize, garbage: usize, owners: usize, size: Size) {
        let growth = if garbage >= examined / 4 { GROWTH } else { IDLE_GROWTH };
        let of_pages = growth.saturating_mul(size.pages.max(SMALL_HEAP));
        // Little has to be looked at to find out who owns much.
        self.full_at.set(of_pages.saturating_add(GROWTH.saturating_mul(size.outside)));
        if examined > 0 {
            self.outside.adapt(examined + owners, size);
        } else {
            self.outside.all_is_alive(size);
        }
    }

    /// The same for a young one.
    pub(super) fn adapt_to_young(&self, examined: usize, garbage: usize) {
        let threshold = self.threshold.get();
        if garbage == 0 || garbage < examined / 8 {
            self.young_at.set(self.longer_wait(threshold));
            // Where the young ones die by counting, the first full collection waits as one behind a full one in vain does.
            let growth = if garbage == 0 { FIRST_GROWTH } else { IDLE_GROWTH };
            self.full_at.set(self.full_at.get().max(growth * SMALL_HEAP));
        } else if garbage >= examined / 2 {
            self.young_at.set(threshold);
        }
    }

    /// The new candidates after which the next young collection is due, if the last one found little. (Who asks for one with
    /// every candidate gets it.)
    fn longer_wait(&self, threshold: usize) -> usize {
        if threshold <= 1 {
            return threshold;
        }
        self.young_at.get().saturating_mul(PATIENCE).min(threshold.saturating_mul(PATIENCE * PATIENCE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(pages: usize) -> Size {
        Size { pages, outside: 0 }
    }

    #[test]
    fn a_program_without_candidates_is_never_interrupted() {
        assert_eq!(Pace::new().due(0, 0, Size { pages: usize::MAX, outside: usize::MAX }), None);
    }

    #[test]
    fn a_heap_that_grows_without_candidates_need_not_be_looked_at() {
        let pace = Pace::new();
        assert_eq!(pace.due(0, 0, pages(10 * SMALL_HEAP)), None);
        assert_eq!(pace.due(0, 1, pages(20 * SMALL_HEAP)), None);
        assert_eq!(pace.due(0, 1, pages(20 * SMALL_HEAP + 1)), Some(Generation::Full));
    }

    #[test]
    fn growth_brings_a_full_collection_even_with_one_candidate() {
        let pace = Pace::new();
        assert_eq!(pace.due(0, 1, pages(GROWTH * SMALL_HEAP)), None);
        assert_eq!(pace.due(0, 1, pages(GROWTH * SMALL_HEAP + 1)), Some(Generation::Full));
        pace.adapt_to_full(100, 0, 0, pages(3 * SMALL_HEAP));
        assert_eq!(pace.due(0, 1, pages(12 * SMALL_HEAP)), None);
        pace.adapt_to_full(100, 100, 0, pages(3 * SMALL_HEAP));
        assert_eq!(pace.due(0, 1, pages(6 * SMALL_HEAP + 1)), Some(Generation::Full));
    }

    #[test]
    fn a_program_that_only_builds_is_looked_at_later() {
        for (garbage, growth) in [(0, FIRST_GROWTH), (1, IDLE_GROWTH)] {
            let pace = Pace::new();
            pace.adapt_to_young(100, garbage);
            assert_eq!(pace.due(0, 1, pages(growth * SMALL_HEAP)), None);
            assert_eq!(pace.due(0, 1, pages(growth * SMALL_HEAP + 1)), Some(Generation::Full));
            pace.adapt_to_full(100, 100, 0, pages(0));
            pace.adapt_to_young(100, 100);
            assert_eq!(pace.due(0, 1, pages(GROWTH * SMALL_HEAP + 1)), Some(Generation::Full));
        }
    }

    #[test]
    fn a_tiny_heap_that_does_not_grow_is_not_looked_at_unless_that_was_asked_for() {
        let pace = Pace::new();
        assert_eq!(pace.due(THRESHOLD / 2 - 1, 0, pages(TINY_HEAP / 2)), None);
        assert_eq!(pace.due(100 * THRESHOLD, 0, pages(TINY_HEAP / 2)), None);
        assert_eq!(pace.due(THRESHOLD / 2, 0, pages(TINY_HEAP / 4 * 3)), None);
        assert_eq!(pace.due(THRESHOLD, 0, pages(TINY_HEAP / 4 * 3 - 1)), None);
        assert_eq!(pace.due(THRESHOLD, 0, pages(TINY_HEAP / 4 * 3)), Some(Generation::Young), "it has grown by half");
        assert_eq!(pace.due(THRESHOLD / 2 - 1, 0, pages(TINY_HEAP)), None);
        assert_eq!(pace.due(THRESHOLD, 0, pages(TINY_HEAP)), Some(Generation::Young), "it is not tiny");
        pace.set_threshold(THRESHOLD - 1);
        assert_eq!(pace.due(THRESHOLD - 1, 0, pages(0)), Some(Generation::Young));
    }

    #[test]
    fn what_is_outside_doubles_at_most() {
        let pace = Pace::new();
        let size = Size { pages: SMALL_HEAP, outside: 10 * SMALL_HEAP };
        pace.adapt_to_full(100_000, 0, 0, size);
        let grown = Size { outside: (IDLE_GROWTH + 19) * SMALL_HEAP, ..size };
        assert_eq!(pace.due(0, 1, grown), None);
        assert_eq!(pace.due(0, 1, Size { outside: grown.outside + 1, ..size }), Some(Generation::Full));
    }

    /// The size of a heap of one page.
    fn owning(outside: usize) -> Size {
        Size { pages: 16 * 1024, outside }
    }

    const LEAST_GROWTH: usize = OUTSIDE_FOR_BYTE * 16 * 1024;

    #[test]
    fn a_small_heap_that_owns_much_is_looked_at() {
        let pace = Pace::new();
        assert_eq!(pace.due(0, 1, owning(LEAST_GROWTH)), None);
        assert_eq!(pace.due(0, 1, owning(LEAST_GROWTH + 1)), Some(Generation::Full));
        let alive = 10 * LEAST_GROWTH;
        assert_eq!(pace.due(0, 0, owning(alive)), None, "without candidates all is alive");
        for _ in 0..2 {
            assert_eq!(pace.due(0, 1, owning(alive + alive / 5)), None);
            assert_eq!(pace.due(0, 1, owning(alive + alive / 5 + 1)), Some(Generation::Full));
            pace.adapt_to_full(15, 5, 10, owning(alive));
        }
        let larger = Size { pages: alive, ..owning(alive + alive / 5 + 1) };
        assert_eq!(pace.due(0, 1, larger), None, "to look at a larger heap takes longer");
    }

    #[test]
    fn a_heap_that_was_emptied_is_looked_at_as_soon() {
        let pace = Pace::new();
        pace.adapt_to_full(1, 1, 0, Size { pages: 0, outside: 0 });
        assert_eq!(pace.due(0, 1, owning(LEAST_GROWTH)), None);
        assert_eq!(pace.due(0, 1, owning(LEAST_GROWTH + 1)), Some(Generation::Full));
    }

    #[test]
    fn a_program_whose_small_buffers_live_is_looked_at_later() {
        let pace = Pace::new();
        // A kibibyte for each object of 64 bytes, and all were looked at.
        pace.adapt_to_full(256, 0, 256, owning(256 * 1024));
        for objects in [1_000, 10_000] {
            let grown = Size { pages: objects * 64, outside: objects * 1024 };
            assert_eq!(pace.due(0, 1, grown), None);
        }
        let few_more = 2 * 256 * OUTSIDE_FOR_OBJECT;
        assert_eq!(pace.due(0, 1, owning(256 * 1024 + few_more)), None);
        assert_eq!(pace.due(0, 1, owning(256 * 1024 + few_more + 1)), Some(Generation::Full));
        pace.adapt_to_full(0, 0, 0, owning(256 * 1024));
        assert_eq!(
            pace.due(0, 1, owning(256 * 1024 + few_more)),
            None,
            "who looks at nothing learns nothing of objects"
        );
    }

    #[test]
    fn young_collections_wait_longer_while_nothing_dies() {
        let pace = Pace::new();
        assert_eq!(pace.due(THRESHOLD, 0, pages(TINY_HEAP)), Some(Generation::Young));
        pace.adapt_to_young(THRESHOLD, 0);
        pace.adapt_to_full(THRESHOLD, THRESHOLD, 0, pages(TINY_HEAP));
        assert_eq!(
            pace.due(THRESHOLD * PATIENCE - 1, 0, pages(TINY_HEAP)),
            None,
            "what a full collection finds says nothing of the young"
        );
        pace.adapt_to_young(THRESHOLD, THRESHOLD);
        assert_eq!(pace.due(THRESHOLD, 0, pages(TINY_HEAP)), Some(Generation::Young));
    }

    #[test]
    fn candidates_that_die_by_counting_bring_ever_fewer_collections() {
        let pace = Pace::new();
        let longest = THRESHOLD * PATIENCE * PATIENCE;
        for _ in 0..3 {
            pace.adapt_to_young(0, 0);
        }
        assert_eq!(pace.due(longest - 1, 0, pages(TINY_HEAP)), None);
        assert_eq!(pace.due(longest, 0, pages(TINY_HEAP)), Some(Generation::Young), "the wait has an end");
        pace.adapt_to_young(3, 2);
        assert_eq!(
            pace.due(THRESHOLD, 0, pages(TINY_HEAP)),
            Some(Generation::Young),
            "garbage brings the threshold back"
        );
    }

    #[test]
    fn some_garbage_among_the_young_changes_nothing() {
        let pace = Pace::new();
        // An eighth is not little.
        pace.adapt_to_young(80, 10);
        assert_eq!(pace.due(THRESHOLD, 0, pages(TINY_HEAP)), Some(Generation::Young));
        pace.adapt_to_young(80, 9);
        // A quarter is not much.
        pace.adapt_to_young(80, 20);
        assert_eq!(pace.due(THRESHOLD * PATIENCE - 1, 0, pages(TINY_HEAP)), None);
        assert_eq!(pace.due(THRESHOLD * PATIENCE, 0, pages(TINY_HEAP)), Some(Generation::Young));
    }

    #[test]
    fn the_half_of_a_size_is_half_of_each_of_its_parts() {
        let half = Size { pages: 14, outside: 30 }.half();
        assert_eq!((half.pages, half.outside), (7, 15));
    }

    #[test]
    fn every_candidate_brings_a_collection_if_that_was_asked_for() {
        let pace = Pace::new();
        pace.set_threshold(1);
        pace.adapt_to_young(100, 0);
        assert_eq!(pace.due(1, 0, pages(0)), Some(Generation::Young));
    }
}
