//! What is ended after the end: cycles in thread-locals that outlive the guard, because they were used before the first object
//! was made.
//!
//! Destructors of thread-locals run in the reverse order of first use, and one that is first used in a destructor is the next.
//! So when the drop of a thread-local leaves work, another guard is used for the first time: its turn comes as soon as that
//! drop is over. No guard can be used twice; there are as many as thread-locals may leave work.

use std::cell::Cell;
use std::thread::LocalKey;

use super::{HOLDERS, end_heap, end_holders};
use crate::collector::{self, Collector, callbacks, condition};
use crate::ground::unraisable::{self, run_and_report};
use crate::heap::Heap;

/// Ends what was left since the guard before.
struct LateGuard;

macro_rules! guards {
    ($($name:ident)*) => {
        thread_local! {
            $(static $name: LateGuard = const { LateGuard };)*
        }
        static GUARDS: &[&LocalKey<LateGuard>] = &[$(&$name),*];
    };
}

guards! {
    G00 G01 G02 G03 G04 G05 G06 G07 G08 G09 G10 G11 G12 G13 G14 G15
    G16 G17 G18 G19 G20 G21 G22 G23 G24 G25 G26 G27 G28 G29 G30 G31
}

thread_local! {
    /// The guards that are used up, and whether the last of them is yet to be destroyed.
    static USED: Cell<(usize, bool)> = const { Cell::new((0, false)) };
}

/// Has the next guard end what there is to end.
pub(super) fn expect() {
    let (used, is_expected) = USED.get();
    if is_expected || !is_work_left() {
        return;
    }
    if let Some(guard) = GUARDS.get(used) {
        USED.set((used + 1, true));
        let _ = guard.try_with(|_| ());
    }
}

fn is_work_left() -> bool {
    let has_holders = HOLDERS.with(|holders| !holders.borrow().is_empty());
    let has_functions = unraisable::has_hook() || callbacks::are_any() || condition::is_set();
    has_holders || has_functions || Collector::current().has_round() || !Heap::current().is_empty()
}

impl Drop for LateGuard {
    fn drop(&mut self) {
        let heap = Heap::current();
        run_and_report(|| collector::collect_at_end(heap));
        USED.set((USED.get().0, false));
        end_heap(heap);
        end_holders();
    }
}
