//! What happens when a thread ends.
//!
//! A guard is registered with the first object. It has constants and small values released, collects, and
//! gives every page without objects back. Handles that live in other thread-locals work before and
//! after: only caches return fresh objects then. Garbage that is left by thread-locals which outlive the guard is collected
//! by later guards.

mod late;
#[cfg(test)]
mod tests;

use std::cell::Cell;

use crate::collector::{self, Collector, callbacks, condition};
use crate::ground::thread_static::Undropped;
use crate::ground::unraisable::{self, run_and_report};
use crate::header::ObjectPtr;
use crate::heap::Heap;
use crate::ledger::{self, Keeper, Token};

/// An object that is kept until the thread ends, or sooner, though no handle of the program is to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeptObject {
    pub(crate) object: ObjectPtr,
    pub(crate) keeper: Keeper,
    /// That of the keeper's handle, if it has one.
    pub(crate) token: Token,
}

/// Something in a thread-local that holds handles, or memory, until the thread ends.
pub(crate) trait Release {
    /// Drops the handles.
    fn release(&self) {}

    /// Calls `report` with each object that it holds. No user code runs.
    fn keeps(&self, _report: &mut dyn FnMut(KeptObject)) {}

    /// Gives back the memory that holds nothing, after the last collection.
    fn trim(&self) {}

    /// Gives back what is left, after the heap has ended; returns whether there is more, to be asked again once it is empty.
    fn end(&self) -> bool {
        false
    }
}

thread_local! {
    static GUARD: Guard = const { Guard };
    static IS_REGISTERED: Cell<bool> = const { Cell::new(false) };
    /// Nothing is to be done at the thread's end.
    static IS_LEFT: Cell<bool> = const { Cell::new(false) };
    static HOLDERS: Undropped<Vec<&'static dyn Release>> = const { Undropped::new(Vec::new()) };
}

/// Registers the guard, once; after it, a later one.
pub(crate) fn register() {
    Heap::current().repeat_end();
    if !IS_REGISTERED.replace(true) {
        // If the thread is already past running destructors, nothing is given back.
        let _ = GUARD.try_with(|_| ());
    }
}

/// What is there at the thread's end is left as it is.
pub(crate) fn leave_all() {
    IS_LEFT.set(true);
}

/// Has `holder` release its handles at the thread's end, and end. Once that has passed it only ends.
pub(crate) fn release_at_end(holder: &'static dyn Release) {
    register();
    HOLDERS.with(|holders| holders.borrow_mut().push(holder));
}

/// Calls `report` with what is held until the thread ends, some of it perhaps twice. No user code runs.
pub(crate) fn each_kept(report: &mut dyn FnMut(KeptObject)) {
    HOLDERS.with(|holders| {
        // It is borrowed if the allocator of the program makes objects; then nothing is reported.
        let Ok(holders) = holders.try_borrow() else { return };
        holders.iter().for_each(|holder| holder.keeps(report));
    });
}

/// Calls `work`, which may add holders, with each.
fn for_each_holder(work: impl Fn(&'static dyn Release)) {
    let nth = |index| HOLDERS.with(|holders| holders.borrow().get(index).copied());
    (0..).map_while(nth).for_each(work);
}

/// Ends what a thread keeps.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        if IS_LEFT.get() {
            return;
        }
        let heap = Heap::current();
        heap.start_ending();
        // A panic must not leave the destructor of a thread-local: it would abort the process.
        for_each_holder(|holder| run_and_report(|| holder.release()));
        run_and_report(|| collector::collect_at_end(heap));
        for_each_holder(Release::trim);
        end_heap(heap);
        ledger::thread_ends();
        end_holders();
    }
}

/// Has the holders give back what is left, and forgets those that have nothing more.
fn end_holders() {
    let mut holders = HOLDERS.with(Undropped::take);
    // In this order nobody is asked who was freed by one that came before: a type's state by the table of states.
    holders.reverse();
    holders.retain(|holder| holder.end());
    holders.shrink_to_fit();
    HOLDERS.with(|place| place.borrow_mut().append(&mut holders));
}

/// Gives back what holds no object. The hook for panics stays until the last is gone.
fn end_heap(heap: &'static Heap) {
    heap.end(late::expect);
    callbacks::forget_all();
    condition::forget();
    Collector::current().shrink();
    if heap.is_empty() {
        unraisable::forget_hook();
    }
}
