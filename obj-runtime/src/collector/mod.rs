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
pub(crate) mod condition;
mod events;
mod external;
mod freeze;
pub(crate) mod generation;
mod pace;
mod release;
mod of_thread;
pub(crate) mod stats;
mod step;
mod table;
#[cfg(test)]
mod tests;
mod visits;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Instant;

use callbacks::Phase;
use generation::{Generation, Pauses};
use of_thread::Running;
use pace::Size;
use table::Table;

use crate::ground::unraisable::{self, Panic, keep_first};
use crate::heap::Heap;

pub use external::ExternalMemory;
pub(crate) use freeze::{freeze, freeze_count, unfreeze};
pub(crate) use of_thread::Collector;
pub(crate) use release::Released;
pub use step::Progress;
pub(crate) use step::step;
pub(crate) use table::Entry;
pub(crate) use visits::DoubleVisit;

/// A collection asked for by the program: passes on the first panic of user code, after all is done.
pub(crate) fn collect(generation: Generation) -> usize {
    let heap = Heap::current();
    heap.repeat_end();
    let released = run(heap, generation);
    if let Some(panic) = released.panic {
        resume_unwind(panic);
    }
    released.collected
}

/// The automatic collection, if one is due. A panic goes to the unraisable hook.
#[cold]
pub(crate) fn collect_if_due(heap: &'static Heap) {
    if let Some(generation) = Collector::current().due(heap) {
        collect_now(heap, generation);
    }
}

#[inline(never)]
fn collect_now(heap: &'static Heap, generation: Generation) {
    if let Some(panic) = run(heap, generation).panic {
        unraisable::report(panic);
    }
}

/// The last collections of a thread, of what is out of reach as well: again, as long as finalizers make new garbage.
pub(crate) fn collect_at_end(heap: &'static Heap) {
    if Collector::current().has_frozen.take() {
        unfreeze(heap);
    }
    for _ in 0..3 {
        if let Some(panic) = run(heap, Generation::Full).panic {
            unraisable::report(panic);
        }
        if heap.candidates.marks() == 0 {
            break;
        }
    }
    Collector::current().shrink();
}

/// One collection, with its callbacks and statistics. Nested ones do nothing.
fn run(heap: &'static Heap, generation: Generation) -> Released {
    let collector = Collector::current();
    let Some(running) = Running::start(collector, heap) else { return Released::default() };
    let mut first = callbacks::call(Phase::Start, generation, &Released::default());
    if generation == Generation::Full {
        step::abandon();
    }
    let mut released = Released::default();
    if heap.candidates.pages(generation == Generation::Full).next().is_none() {
        run_without_candidates(heap, generation);
        collector.stats.borrow_mut()[generation.index()].collections += 1;
    } else {
        let start = Instant::now();
        released =
            catch_unwind(AssertUnwindSafe(|| find_and_release(heap, generation))).unwrap_or_else(Released::of_panic);
        collector.stats.borrow_mut()[generation.index()].add(&released, Pauses::default().and(start.elapsed()));
    }
    keep_first(&mut first, released.panic.take());
    keep_first(&mut first, callbacks::call(Phase::Stop, generation, &released));
    released.panic = first;
    drop(running);
    released
}

/// A collection without candidates.
fn run_without_candidates(heap: &'static Heap, generation: Generation) {
    Collector::current().table.borrow_mut().examine_nothing(generation);
    start_next_generation(heap, generation, 0);
    adapt(heap, generation, 0, 0);
}

/// The candidates of a generation have been examined, and `survivors` of the young ones still are candidates.
fn start_next_generation(heap: &Heap, generation: Generation, survivors: usize) {
    match generation {
        Generation::Young => heap.candidates.young_become_old(survivors),
        Generation::Full => heap.candidates.none_are_left(),
    }
}

/// Adapts the pace to a collection that examined `examined` objects and found `garbage` of them unreachable.
fn adapt(heap: &'static Heap, generation: Generation, examined: usize, garbage: usize) {
    let pace = &Collector::current().pace;
    match generation {
        Generation::Young => {
            pace.adapt_to_young(examined, garbage);
            heap.candidates.set_threshold(pace.young_at());
        }
        Generation::Full => {
            let owners = heap.weights.len().min(owners_weighed(examined));
            (0..owners).for_each(|_| heap.weights.weigh_next());
            adapt_to_full(heap, examined, garbage, owners);
        }
    }
}

/// How many of the objects that own much are weighed again, at most, with a collection that examined `examined` objects: to look at
/// all of them might take far longer than the collection.
fn owners_weighed(examined: usize) -> usize {
    const SOME: usize = 1000;
    if examined > 0 { examined.max(SOME) } else { 0 }
}

/// Adapts the pace to a full collection with which so many objects that own much were weighed again.
fn adapt_to_full(heap: &'static Heap, examined: usize, garbage: usize, owners: usize) {
    Collector::current().pace.adapt_to_full(examined, garbage, owners, Size::of(heap));
    heap.give_back_unused();
}

fn find_and_release(heap: &'static Heap, generation: Generation) -> Released {
    let candidates = &heap.candidates;
    let find = |table: &mut Table| {
        let pages = candidates.pages(generation == Generation::Full);
        table.find_unreachable(pages, generation, candidates.stamp(), heap.tracked_bytes.get());
    };
    let release = |table: &mut Table| {
        let candidates = table.candidates();
        let survivors = table.remove_survivors();
        start_next_generation(heap, generation, survivors);
        let examined = table.examined();
        let released = Released { candidates, ..release::release(heap, table) };
        adapt(heap, generation, examined, released.collected);
        released
    };
    with_table(heap, find, release).unwrap_or_else(|panic| {
        candidates.forget_marks();
        Released::of_panic(panic)
    })
}

/// Has `examine` examine objects in the table, and `release` release those that it finds unreachable. If a hand-written
/// `trace` panics, nothing was changed: all are candidates.
fn with_table(
    heap: &Heap,
    examine: impl FnOnce(&mut Table),
    release: impl FnOnce(&mut Table) -> Released,
) -> Result<Released, Panic> {
    let place = &Collector::current().table;
    let mut table = place.take();
    let examined = catch_unwind(AssertUnwindSafe(|| examine(&mut table)));
    let released = match examined {
        Ok(()) => Ok(release(&mut table)),
        Err(panic) => {
            table.give_up(|object| heap.candidates.mark_again(object));
            Err(panic)
        }
    };
    table.reuse();
    place.replace(table);
    released
}
