//! What happens when a thread ends.
//!
//! A guard is registered at the first page. It lets go of constants and small values, collects, and
//! gives every page without objects back. Handles that live in other thread-locals work before and
//! after: only cycles are no longer collected, and caches answer with fresh objects.

use std::cell::Cell;

use crate::collector::{self, Collector, callbacks};
use crate::ground::thread_static::Undropped;
use crate::ground::unraisable::{self, run_and_report};
use crate::heap::Heap;
use crate::ledger::{self, Kept};
use crate::object::state as type_state;
use crate::weak_table::WeakTable;

/// What to do when the thread ends.
pub(crate) struct Duties {
    registered: Cell<bool>,
    /// Whether the thread's end has begun: nothing new is kept until then.
    pub(crate) begun: Cell<bool>,
    holders: Undropped<Vec<&'static dyn Release>>,
}

/// Something in a thread-local that holds handles, or memory, until the thread ends.
pub(crate) trait Release {
    /// Drops the handles.
    fn release(&self);

    /// Calls `report` with each object that it holds. No user code runs.
    fn keeps(&self, report: &mut dyn FnMut(Kept));

    /// Gives back the memory that holds nothing, after the last collection.
    fn trim(&self) {}
}

impl Duties {
    pub(crate) const fn new() -> Self {
        Self { registered: Cell::new(false), begun: Cell::new(false), holders: Undropped::new(Vec::new()) }
    }
}

/// Has `holder` release its handles at the thread's end.
pub(crate) fn release_at_end(heap: &'static Heap, holder: &'static dyn Release) {
    register(heap);
    heap.thread_end.holders.borrow_mut().push(holder);
}

/// Calls `report` with what is held until the thread ends, some of it perhaps twice. No user code runs.
pub(crate) fn each_kept(heap: &'static Heap, report: &mut dyn FnMut(Kept)) {
    // It is borrowed if the allocator of the program makes objects; then nothing is reported.
    let Ok(holders) = heap.thread_end.holders.try_borrow() else { return };
    holders.iter().for_each(|holder| holder.keeps(report));
}

struct Guard;

thread_local! {
    static GUARD: Guard = const { Guard };
}

/// Registers the guard, once.
pub(crate) fn register(heap: &Heap) {
    if !heap.thread_end.registered.replace(true) {
        // If the thread is already past running destructors, nothing is given back.
        let _ = GUARD.try_with(|_| ());
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let heap = Heap::current();
        heap.thread_end.begun.set(true);
        let holders = heap.thread_end.holders.take();
        // A panic must not leave the destructor of a thread-local: it would abort the process.
        for holder in &holders {
            run_and_report(|| holder.release());
        }
        run_and_report(|| collector::collect_at_end(heap));
        callbacks::forget_all();
        unraisable::forget_hook();
        for holder in &holders {
            holder.trim();
        }
        heap.end();
        WeakTable::current().shrink();
        Collector::current().shrink();
        ledger::thread_ends();
        type_state::forget_unused_generic_states();
    }
}
