//! Ending the condemned, in CPython's order (PEP 442; `Python/gc.c`).
//!
//! 1. Weak handles to them are cleared; callbacks of weak handles outside the set run, newest first.
//! 2. Finalizers run, once each, on a graph that is still whole.
//! 3. What a finalizer has made reachable again is resurrected, with all it reaches.
//! 4. Values are dropped, then the slots are free.

use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::table::{Entry, Table};
use crate::any::AnyObj;
use crate::death::{self, Panic, keep_first};
use crate::handle::Handle;
use crate::header::{CONDEMNED, DOOMED, FINALIZED, FINALIZES, HAS_WEAK, SLOW, STEPPED};
use crate::heap::Heap;
use crate::trace::Tracer;
use crate::type_info::value_of;
use crate::weak::Callbacks;

/// What a collection has done.
#[derive(Default)]
pub(crate) struct Released {
    pub(crate) candidates: usize,
    pub(crate) collected: usize,
    pub(crate) resurrected: usize,
    /// The first panic of user code.
    pub(crate) panic: Option<Panic>,
}

/// Ends the objects of the table, whose headers are restored and say `CONDEMNED`.
pub(crate) fn release(heap: &'static Heap, table: &mut Table) -> Released {
    let mut released = Released::default();
    let mut flags = table.flags();
    let callbacks = clear_weak(heap, flags, &table.entries);
    let finalizable = finalizable(flags, &table.entries);
    let mut died_by_counting = 0;
    if !callbacks.is_empty() || !finalizable.is_empty() {
        table.entries.iter().for_each(hold);
        let anchors = if callbacks.is_empty() { Vec::new() } else { anchors_inside(&table.entries) };
        let (inner, outer) = callbacks.split(&anchors);
        keep_first(&mut released.panic, outer.run());
        run_finalizers(&finalizable, &mut released.panic);
        keep_first(&mut released.panic, inner.forget());
        died_by_counting = resurrect(table, &mut released);
        flags = table.flags();
    }
    released.collected = table.entries.len() - died_by_counting;
    end(heap, flags, &table.entries, &mut released.panic);
    released
}

/// Clears the weak handles to the condemned; answers with their callbacks.
fn clear_weak(heap: &'static Heap, flags: u32, condemned: &[Entry]) -> Callbacks {
    let mut callbacks = Callbacks::default();
    if flags & HAS_WEAK == 0 {
        return callbacks;
    }
    for entry in condemned {
        let header = entry.header();
        if header.has(HAS_WEAK) {
            header.clear(HAS_WEAK);
            callbacks.append(heap.weak.clear(entry.header));
        }
    }
    callbacks
}

/// The anchors of weak handles inside the condemned, sorted.
fn anchors_inside(condemned: &[Entry]) -> Vec<usize> {
    let mut tracer = Tracer::of_everything();
    for entry in condemned {
        // SAFETY: the value is whole, and the function is of its type.
        unsafe { (entry.page().info.trace)(value_of(entry.header), &mut tracer) };
    }
    let mut anchors = tracer.take_anchors();
    anchors.sort_unstable();
    anchors
}

/// The condemned whose finalizer has not run: by page in order of first use, then by address.
fn finalizable(flags: u32, condemned: &[Entry]) -> Vec<Entry> {
    if flags & FINALIZES == 0 {
        return Vec::new();
    }
    let has_work = |entry: &&Entry| entry.header().has(FINALIZES) && !entry.header().has(FINALIZED);
    let mut entries: Vec<Entry> = condemned.iter().filter(has_work).copied().collect();
    entries.sort_unstable_by_key(|entry| (entry.page().sequence, entry.header.addr()));
    entries
}

/// The collector's own handle, so that no condemned object dies while user code runs.
fn hold(entry: &Entry) {
    let low = &entry.header().low;
    low.set(low.get() + 1);
}

fn run_finalizers(finalizable: &[Entry], panic: &mut Option<Panic>) {
    for entry in finalizable {
        let Some(finalize) = entry.page().info.finalize else { continue };
        entry.header().set(FINALIZED);
        // SAFETY: the collector holds the object; the handle is not dropped.
        let this = ManuallyDrop::new(AnyObj::from_handle(unsafe { Handle::adopt(entry.header) }));
        keep_first(panic, catch_unwind(AssertUnwindSafe(|| finalize(&this))).err());
    }
}

/// Counts the condemned again after user code ran. What is held now is given back to the program; the others
/// stay in the table. Answers with how many of those only the collector's own handles kept alive.
fn resurrect(table: &mut Table, released: &mut Released) -> usize {
    let condemned = std::mem::take(&mut table.entries);
    let again = catch_unwind(AssertUnwindSafe(|| {
        table.look_again(&condemned, 1);
        table.dead_by_counting()
    }));
    let died_by_counting = match again {
        Ok(died) => died,
        Err(panic) => {
            // A hand-written `trace` panicked. Nothing is known of the objects, so all live on.
            table.restore();
            keep_first(&mut released.panic, Some(panic));
            condemned.iter().for_each(revive);
            return 0;
        }
    };
    let (alive, condemned) = table.split();
    released.resurrected = alive.len();
    alive.iter().for_each(revive);
    table.entries = condemned;
    died_by_counting
}

/// Gives an object back to the program. The collector's handle ends as any other, so that the object is a
/// candidate from now on.
fn revive(entry: &Entry) {
    let header = entry.header();
    header.clear(CONDEMNED);
    header.low.set(header.low.get() | SLOW);
    // SAFETY: the count is the one that `hold` added.
    drop(unsafe { Handle::adopt(entry.header) });
}

/// Drops the values of the condemned, then frees their slots. `flags` are those that any of them has.
fn end(heap: &'static Heap, flags: u32, condemned: &[Entry], panic: &mut Option<Panic>) {
    for entry in condemned {
        entry.header().low.set(DOOMED);
    }
    if flags & STEPPED != 0 {
        condemned.iter().for_each(|entry| heap.collector.forget_object(entry.header));
    }
    // Weak handles that finalizers have made.
    let callbacks = clear_weak(heap, flags, condemned);
    let dropped = catch_unwind(AssertUnwindSafe(|| {
        death::as_outermost(heap, || drop_values(condemned, panic));
    }));
    keep_first(panic, dropped.err());
    for entry in condemned {
        // SAFETY: the value is dropped, and only condemned objects had handles to it.
        unsafe { entry.page().free_slot(entry.header) };
    }
    keep_first(panic, callbacks.run());
}

fn drop_values(condemned: &[Entry], panic: &mut Option<Panic>) {
    let mut next = 0;
    while next < condemned.len() {
        let dropped = catch_unwind(AssertUnwindSafe(|| {
            while let Some(entry) = condemned.get(next) {
                next += 1;
                // SAFETY: each value is dropped once; handles to it that are dropped meanwhile only count.
                unsafe { (entry.page().info.drop_value)(value_of(entry.header)) };
            }
        }));
        keep_first(panic, dropped.err());
    }
}
