//! Releasing the garbage, in CPython's order (PEP 442; `Python/gc.c`).
//!
//! 1. Weak handles to them are cleared; callbacks of weak handles outside the set run, newest first.
//! 2. Finalizers run, once each, on a graph that is still whole.
//! 3. What a finalizer has made reachable again is resurrected, with all it reaches.
//! 4. Values are dropped, then the slots are free.

use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::table::{Entry, Table};
use crate::death;
use crate::ground::unraisable::{Panic, keep_first};
use crate::handle::{AnyObj, Handle};
use crate::header::{CountWord, FlagWord, ObjectPtr};
use crate::heap::Heap;
use crate::heap::page::PagePtr;
use crate::heap::round::HAS_NUMBERS;
use crate::ledger;
use crate::trace::Tracer;
use crate::weak_table::{Callbacks, WeakTable};

/// What a collection has done.
#[derive(Default)]
pub(crate) struct Released {
    pub(crate) candidates: usize,
    pub(crate) collected: usize,
    pub(crate) resurrected: usize,
    /// The first panic of user code.
    pub(crate) panic: Option<Panic>,
}

impl Released {
    /// What a panic has ended.
    pub(super) fn of_panic(panic: Panic) -> Self {
        Self { panic: Some(panic), ..Self::default() }
    }
}

/// Finalizes and frees the objects of the table, which are garbage.
pub(crate) fn release(heap: &'static Heap, table: &mut Table) -> Released {
    let mut released = Released::default();
    let mut died_by_counting = 0;
    if table.any_had(FlagWord::HAS_WEAK | FlagWord::FINALIZES) {
        let callbacks = clear_weak(table.garbage());
        table.flag_garbage();
        let finalizable = finalizable(table.garbage());
        table.garbage().iter().for_each(hold);
        let (inner, outer) = divide(callbacks, table.garbage(), &mut released.panic);
        keep_first(&mut released.panic, outer.run());
        run_finalizers(&finalizable, &mut released.panic);
        keep_first(&mut released.panic, inner.forget());
        died_by_counting = resurrect(heap, table, &mut released);
    }
    released.collected = table.garbage().len() - died_by_counting;
    drop_and_free_all(heap, table, &mut released.panic);
    released
}

/// Clears the weak handles to the garbage; returns their callbacks.
fn clear_weak(garbage: &[Entry]) -> Callbacks {
    let mut callbacks = Callbacks::default();
    for entry in garbage {
        if entry.header().has(FlagWord::HAS_WEAK) {
            entry.header().clear(FlagWord::HAS_WEAK);
            callbacks.append(WeakTable::current().clear(entry.pointer()));
        }
    }
    callbacks
}

/// Divides callbacks into those of weak handles that only garbage holds, and the rest.
fn divide(callbacks: Callbacks, garbage: &[Entry], panic: &mut Option<Panic>) -> (Callbacks, Callbacks) {
    if callbacks.is_empty() {
        return (Callbacks::default(), callbacks);
    }
    let anchors = catch_unwind(AssertUnwindSafe(|| anchors_inside(garbage)));
    // If a hand-written `trace` panicked, all run.
    let anchors = anchors.unwrap_or_else(|trace_panic| {
        keep_first(panic, Some(trace_panic));
        Vec::new()
    });
    callbacks.split(&anchors)
}

/// The anchors of weak handles inside the garbage, sorted.
fn anchors_inside(garbage: &[Entry]) -> Vec<usize> {
    let mut tracer = Tracer::of_everything();
    for entry in garbage {
        entry.trace_by_call(&mut tracer);
    }
    let mut anchors = tracer.take_anchors();
    anchors.sort_unstable();
    anchors
}

/// The objects among the garbage whose finalizer has not run: by page in order of first use, then by address.
fn finalizable(garbage: &[Entry]) -> Vec<Entry> {
    let has_work = |entry: &&Entry| entry.header().has(FlagWord::FINALIZES) && !entry.header().has(FlagWord::FINALIZED);
    let mut entries: Vec<Entry> = garbage.iter().filter(has_work).copied().collect();
    entries.sort_unstable_by_key(|entry| (entry.page().sequence, entry.pointer().address()));
    entries
}

/// The collector's own handle, so that no object of the garbage dies while user code runs.
fn hold(entry: &Entry) {
    entry.header().increment();
    entry.header().record.hold(entry.header().count());
}

fn run_finalizers(finalizable: &[Entry], panic: &mut Option<Panic>) {
    let _attribution = ledger::attribute_to_nobody();
    for entry in finalizable {
        let Some(finalize) = entry.page().info.finalize else { continue };
        entry.header().set(FlagWord::FINALIZED);
        // SAFETY: the collector holds the object; the handle is not dropped.
        let this = ManuallyDrop::new(AnyObj::from_handle(unsafe { Handle::lend(entry.pointer()) }));
        keep_first(panic, catch_unwind(AssertUnwindSafe(|| finalize(&this))).err());
    }
}

/// Counts the garbage again after user code ran. What is held now is given back to the program; the others
/// stay in the table. Returns how many of those only the collector's own handles kept alive.
fn resurrect(heap: &Heap, table: &mut Table, released: &mut Released) -> usize {
    let garbage = table.take_garbage();
    let again = catch_unwind(AssertUnwindSafe(|| {
        table.recheck(&garbage, 1, heap.candidates.stamp());
        table.dead_by_counting()
    }));
    let died_by_counting = match again {
        Ok(died) => died,
        Err(panic) => {
            // A hand-written `trace` panicked. Nothing is known of the objects, so all live on.
            table.give_up(|_| {});
            keep_first(&mut released.panic, Some(panic));
            // The collector's handles may be the last.
            for_each(&garbage, &mut released.panic, revive);
            return 0;
        }
    };
    let alive = table.take_survivors();
    released.resurrected = alive.len();
    alive.iter().for_each(revive);
    died_by_counting
}

/// Gives an object back to the program. The collector's handle ends as any other, so that the object is a
/// candidate from now on.
fn revive(entry: &Entry) {
    let header = entry.header();
    header.clear(FlagWord::GARBAGE);
    header.count.set(header.count.get() | CountWord::SLOW);
    // SAFETY: the count is the one that `hold` added.
    drop(unsafe { Handle::adopt(entry.pointer()) });
}

/// Drops the values of the garbage, then frees the slots. While the headers say that the objects are in the
/// table, handles to them that are dropped only count.
fn drop_and_free_all(heap: &'static Heap, table: &Table, panic: &mut Option<Panic>) {
    let _attribution = ledger::attribute_to_nobody();
    let garbage = table.garbage();
    let mut callbacks = Callbacks::default();
    if table.any_had(FlagWord::HAS_WEAK | FlagWord::HAS_TALLY) || heap.weights.len() > 0 {
        // Weak handles that finalizers have made.
        callbacks = clear_weak(garbage);
        let with_numbers = garbage.iter().filter(|entry| entry.header().has(HAS_NUMBERS));
        with_numbers.for_each(|entry| PagePtr::forget_numbers(entry.pointer()));
    }
    let pages = count_by_page(garbage);
    let dropped = catch_unwind(AssertUnwindSafe(|| {
        death::in_drop_level(heap, || drop_values(table, &pages, panic));
    }));
    keep_first(panic, dropped.err());
    free_slots(garbage, pages.all);
    keep_first(panic, callbacks.run());
}

/// The pages of garbage.
#[derive(Default)]
struct Pages {
    all: Vec<PagePtr>,
    /// The garbage in mixed pages.
    in_mixed: Vec<Entry>,
}

impl Pages {
    /// Whether the values of the garbage are nothing but handles.
    fn have_handles_only(&self) -> bool {
        let is_one = |entry: &Entry| entry.page().info_of(entry.pointer()).is_handles_only;
        self.all.iter().all(|page| page.info.is_handles_only || page.info.is_mixed) && self.in_mixed.iter().all(is_one)
    }
}

/// Counts the garbage of each page; returns the pages.
fn count_by_page(mut garbage: &[Entry]) -> Pages {
    let mut pages = Pages::default();
    while let Some(first) = garbage.first() {
        let (row, rest) = garbage.split_at(length_of_row(garbage, first.pointer()));
        garbage = rest;
        let page = first.page();
        if page.collection.garbage.get() == 0 {
            pages.all.push(page);
        }
        if page.info.is_mixed {
            pages.in_mixed.extend_from_slice(row);
        }
        page.collection.garbage.set(page.collection.garbage.get() + row.len() as u16);
    }
    pages
}

/// The number of entries at the start that are on one page with an object, the first of them. Rows are long or very short: if
/// the second entry is on the page, many are compared at once.
fn length_of_row(entries: &[Entry], object: ObjectPtr) -> usize {
    const AT_ONCE: usize = 8;
    let is_one = |entry: &Entry| PagePtr::is_shared(object, entry.pointer());
    if !entries.get(1).is_some_and(is_one) {
        return 1;
    }
    let are_all = |some: &&[Entry; AT_ONCE]| some.iter().fold(true, |all, one| all & is_one(one));
    let (blocks, _) = entries.as_chunks::<AT_ONCE>();
    let length = AT_ONCE * blocks.iter().take_while(are_all).count();
    length + entries[length..].iter().take_while(|entry| is_one(entry)).count()
}

/// Drops the values. Where all are nothing but handles, only those that lead out are dropped: nobody is left who would read
/// the counts of garbage.
fn drop_values(table: &Table, pages: &Pages, panic: &mut Option<Panic>) {
    if let Some(left_out) = table.left_out()
        && !ledger::ARE_TRACED
        && pages.have_handles_only()
    {
        // SAFETY: the count is that of a handle in a value that is never read again.
        for_each(left_out, panic, |target| drop(unsafe { Handle::adopt(*target) }));
    } else {
        // SAFETY: each value is dropped once; handles to it that are dropped meanwhile only count.
        for_each(table.garbage(), panic, |entry| unsafe { (entry.page().info.drop_value)(entry.pointer().value()) });
    }
}

/// Does `work`, which may panic, on each item.
fn for_each<T>(items: &[T], panic: &mut Option<Panic>, work: impl Fn(&T)) {
    let mut items = items.iter();
    while !items.as_slice().is_empty() {
        let done = catch_unwind(AssertUnwindSafe(|| items.by_ref().for_each(&work)));
        keep_first(panic, done.err());
    }
}

/// Frees the slots of the garbage; pages on which nothing else lives are emptied as a whole.
fn free_slots(garbage: &[Entry], mut pages: Vec<PagePtr>) {
    let all = pages.len();
    pages.retain(|page| {
        let whole = u32::from(page.collection.garbage.get()) == page.used();
        if !whole {
            page.collection.garbage.set(0);
        }
        whole
    });
    let others = if pages.len() == all { &[] } else { garbage };
    for entry in others {
        let page = entry.page();
        if page.collection.garbage.get() == 0 {
            entry.header().count.set(0);
            // SAFETY: the value is dropped, and only garbage had handles to it.
            unsafe { page.free_slot(entry.pointer()) };
        }
    }
    if ledger::ARE_TRACED {
        let of_emptied_pages = garbage.iter().filter(|entry| entry.page().collection.garbage.get() != 0);
        of_emptied_pages
            .for_each(|entry| ledger::object_freed(entry.header(), || entry.page().info_of(entry.pointer()).name));
    }
    for page in pages {
        page.collection.garbage.set(0);
        // SAFETY: all slots handed out are those of garbage, as above.
        unsafe { page.free_all() };
    }
}
