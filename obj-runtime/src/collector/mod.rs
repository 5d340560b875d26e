//! Finding garbage cycles.
//!
//! Counting frees everything that is not in a cycle. A cycle turns to garbage only when a handle to one
//! of its members is dropped and is not the last; that drop marks the member a *candidate*. A
//! collection starts from the candidates, follows handles to all they reach (*closure*), subtracts
//! the handles found from a copy of the counts (*count*), keeps what is still held from outside and
//! all it reaches (*rescue*), and ends the rest in CPython's order (*release*).
//!
//! A *young* collection starts from young candidates and follows handles to young objects only;
//! everything else counts as outside. A *full* one starts from all candidates. This follows CPython's
//! `gc_refs` scheme (`Python/gc.c`) on the candidates of Bacon and Rajan (ECOOP 2001).

pub(crate) mod callbacks;
mod events;
mod freeze;
pub(crate) mod generation;
mod pace;
mod release;
mod step;
mod table;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use crate::ground::thread_static::Undropped;
use crate::ground::unraisable::{self, Panic, keep_first};
use crate::header::{FIRST_STAMP, HeaderPtr, SLOW, STAMP, TRACKED, next_stamp};
use crate::heap::page::{Marked, PagePtr};
use crate::heap::{Heap, PageList};
use callbacks::Phase;
use generation::{Generation, GenerationStats};
use pace::Pace;
use step::Round;
use table::Table;

pub(crate) use freeze::{freeze, freeze_count, unfreeze};
pub(crate) use release::Released;
pub use step::Progress;
pub(crate) use step::step;

/// The collector's part of a thread's heap.
pub(crate) struct CollectorState {
    /// What the header of a tracked object made now begins with: its stamp, and `TRACKED`.
    stamp_and_tracked: Cell<u32>,
    young_pages: PageList,
    old_pages: PageList,
    /// Marks since the last collection.
    marks: Cell<usize>,
    /// Old objects marked on pages without young candidates, and candidates that survived, since the last full
    /// collection.
    old_candidates: Cell<usize>,
    pub(crate) pace: Pace,
    pub(crate) enabled: Cell<bool>,
    running: Cell<bool>,
    pub(crate) stats: RefCell<[GenerationStats; 2]>,
    table: Undropped<Table>,
    round: Undropped<Option<Box<Round>>>,
}

impl CollectorState {
    pub(crate) const fn new() -> Self {
        Self {
            stamp_and_tracked: Cell::new(FIRST_STAMP | TRACKED),
            young_pages: PageList::new(Marked::Young),
            old_pages: PageList::new(Marked::Old),
            marks: Cell::new(0),
            old_candidates: Cell::new(0),
            pace: Pace::new(),
            enabled: Cell::new(true),
            running: Cell::new(false),
            stats: RefCell::new([GenerationStats::ZERO; 2]),
            table: Undropped::new(Table::new()),
            round: Undropped::new(None),
        }
    }

    /// The stamp of objects made now.
    #[inline]
    pub(crate) fn stamp(&self) -> u32 {
        self.stamp_and_tracked.get() & STAMP
    }

    /// The flags of tracked objects made now, apart from those that their type adds.
    #[inline]
    pub(crate) fn stamp_and_tracked(&self) -> u32 {
        self.stamp_and_tracked.get()
    }

    /// An object in `page`, made under `stamp`, has become a candidate.
    #[inline]
    pub(crate) fn mark(&self, page: PagePtr, stamp: u32) {
        self.marks.set(self.marks.get() + 1);
        if page.marked.get() != Marked::Young {
            self.list(page, stamp == self.stamp());
        }
    }

    /// Puts a page with a new candidate into the list where the next collection will find it.
    #[inline(never)]
    fn list(&self, page: PagePtr, young: bool) {
        if young {
            if page.marked.get() == Marked::Old {
                self.old_pages.remove(page);
            }
            self.young_pages.add(page);
        } else {
            self.old_candidates.set(self.old_candidates.get() + 1);
            self.list_old(page);
        }
    }

    /// Makes a candidate of an object that was taken from the candidates, or could not become one.
    fn mark_again(&self, pointer: HeaderPtr) {
        // SAFETY: the object is there.
        let header = unsafe { pointer.as_ref() };
        if !header.is_immortal() {
            header.low.set(header.low.get() & !SLOW);
            self.mark(PagePtr::of(pointer), header.high.get() & STAMP);
        }
    }

    /// Takes a page that is given back out of its list.
    pub(crate) fn forget_page(&self, page: PagePtr) {
        match page.marked.get() {
            Marked::No => {}
            Marked::Old => self.old_pages.remove(page),
            Marked::Young => self.young_pages.remove(page),
        }
    }

    /// Puts a page that may hold old candidates back into a list.
    pub(crate) fn list_old(&self, page: PagePtr) {
        if page.marked.get() == Marked::No {
            self.old_pages.add(page);
        }
    }

    /// The automatic collection that is due in a heap of `heap` bytes.
    #[inline]
    pub(crate) fn due(&self, heap: usize) -> Option<Generation> {
        if !self.enabled.get() || self.running.get() {
            return None;
        }
        // A round under way will soon have done what a full collection would do.
        let heap = if self.round.borrow().is_some() { heap / 2 } else { heap };
        self.pace.due(self.marks.get(), self.old_candidates.get(), heap)
    }

    pub(crate) fn is_running(&self) -> bool {
        self.running.get()
    }

    /// New marks since the last collection.
    pub(crate) fn marks(&self) -> usize {
        self.marks.get()
    }

    /// The pages that may hold candidates of a generation.
    fn pages(&self, generation: Generation) -> impl Iterator<Item = PagePtr> {
        let old_pages = if generation == Generation::Young { None } else { Some(self.old_pages.iter()) };
        self.young_pages.iter().chain(old_pages.into_iter().flatten())
    }

    /// No page of the collected generation holds a young candidate any more; after a full collection
    /// none holds a candidate. Objects made from now on are younger than all others.
    fn start_next_generation(&self, generation: Generation) {
        while let Some(page) = self.young_pages.pop() {
            if generation == Generation::Young {
                self.old_pages.add(page);
            }
        }
        if generation == Generation::Full {
            while self.old_pages.pop().is_some() {}
            self.old_candidates.set(0);
        }
        self.marks.set(0);
        self.stamp_and_tracked.set(next_stamp(self.stamp()) | TRACKED);
    }

    /// Gives the table's memory back.
    pub(crate) fn shrink(&self) {
        if !self.running.get() {
            drop(self.table.take());
        }
    }
}

/// Marks the collector as running, and as not running when dropped.
struct Running<'a>(&'a CollectorState);

impl<'a> Running<'a> {
    fn start(state: &'a CollectorState) -> Option<Self> {
        (!state.running.replace(true)).then(|| Self(state))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.set(false);
    }
}

/// A collection asked for by the program: passes on the first panic of user code, after all is done.
pub(crate) fn collect(generation: Generation) -> usize {
    let released = run(Heap::current(), generation);
    if let Some(panic) = released.panic {
        resume_unwind(panic);
    }
    released.collected
}

/// The automatic collection. A panic goes to the unraisable hook.
#[cold]
pub(crate) fn collect_unasked(heap: &'static Heap, generation: Generation) {
    let released = run(heap, generation);
    if let Some(panic) = released.panic {
        unraisable::report(panic);
    }
}

/// The last collections of a thread: again, as long as finalizers make new garbage.
pub(crate) fn collect_at_end(heap: &'static Heap) {
    for _ in 0..3 {
        let released = run(heap, Generation::Full);
        if let Some(panic) = released.panic {
            unraisable::report(panic);
        }
        if heap.collector.marks() == 0 {
            break;
        }
    }
    heap.collector.shrink();
}

/// One collection, with its callbacks and statistics. Nested ones do nothing.
fn run(heap: &'static Heap, generation: Generation) -> Released {
    let collector = &heap.collector;
    let Some(running) = Running::start(collector) else { return Released::default() };
    let mut first = callbacks::call(Phase::Start, generation, &Released::default());
    if generation == Generation::Full {
        step::abandon(heap);
    }
    let (mut released, pause) = if collector.pages(generation).next().is_none() {
        run_without_candidates(heap, generation);
        (Released::default(), Duration::ZERO)
    } else {
        let start = Instant::now();
        let released =
            catch_unwind(AssertUnwindSafe(|| find_and_release(heap, generation))).unwrap_or_else(Released::of_panic);
        (released, start.elapsed())
    };
    collector.stats.borrow_mut()[generation.index()].add(&released, pause);
    keep_first(&mut first, released.panic.take());
    keep_first(&mut first, callbacks::call(Phase::Stop, generation, &released));
    released.panic = first;
    drop(running);
    released
}

/// A collection without candidates.
fn run_without_candidates(heap: &'static Heap, generation: Generation) {
    let collector = &heap.collector;
    collector.table.borrow_mut().examine_nothing(generation);
    collector.start_next_generation(generation);
    adapt(heap, generation, 0, 0);
}

/// Adapts the pace to a collection that examined `examined` objects and found `garbage` of them unreachable.
fn adapt(heap: &'static Heap, generation: Generation, examined: usize, garbage: usize) {
    heap.collector.pace.adapt(generation, examined, garbage, heap.tracked_bytes.get());
    if generation == Generation::Full {
        heap.give_back_arenas();
    }
}

fn find_and_release(heap: &'static Heap, generation: Generation) -> Released {
    let collector = &heap.collector;
    let find = |table: &mut Table| {
        table.find_unreachable(collector.pages(generation), generation, collector.stamp(), heap.tracked_bytes.get());
    };
    let release = |table: &mut Table| {
        let candidates = table.candidates();
        let survivors = table.remove_survivors();
        collector.start_next_generation(generation);
        if generation == Generation::Young {
            collector.old_candidates.set(collector.old_candidates.get() + survivors);
        }
        let examined = table.examined();
        let released = Released { candidates, ..release::release(heap, table) };
        adapt(heap, generation, examined, released.collected);
        released
    };
    with_table(collector, find, release).unwrap_or_else(|panic| {
        collector.marks.set(0);
        Released::of_panic(panic)
    })
}

/// Has `examine` examine objects in the table, and `release` release those that it finds unreachable. If a hand-written
/// `trace` panics, nothing was changed: all are candidates.
fn with_table(
    collector: &CollectorState,
    examine: impl FnOnce(&mut Table),
    release: impl FnOnce(&mut Table) -> Released,
) -> Result<Released, Panic> {
    let mut table = collector.table.take();
    let examined = catch_unwind(AssertUnwindSafe(|| examine(&mut table)));
    let released = match examined {
        Ok(()) => Ok(release(&mut table)),
        Err(panic) => {
            table.give_up(|object| collector.mark_again(object));
            Err(panic)
        }
    };
    table.reuse();
    collector.table.replace(table);
    released
}
