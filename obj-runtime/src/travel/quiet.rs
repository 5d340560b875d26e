//! While handles are exchanged, no code of the program runs.

use crate::gc;
use crate::ledger::{self, LooksOff};

/// While this lives, making objects collects nothing and asks nobody whether to, and nobody looks at the heap.
pub(super) struct Quiet {
    was_enabled: bool,
    _looks_off: LooksOff,
}

impl Quiet {
    pub(super) fn start() -> Self {
        let was_enabled = gc::is_enabled();
        gc::disable();
        Self { was_enabled, _looks_off: ledger::looks_off() }
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        if self.was_enabled {
            gc::enable();
        }
    }
}

/// While this lives, handles lie in two places, or lead to objects of another thread. A `Trace` that panics then, which it did not before,
/// ends the process: unwinding would drop them.
pub(super) struct Unsettled(());

impl Unsettled {
    pub(super) fn begin() -> Self {
        Self(())
    }

    pub(super) fn end(self) {
        std::mem::forget(self);
    }
}

impl Drop for Unsettled {
    fn drop(&mut self) {
        eprintln!("a `Trace` panicked while a parcel was packed or opened: it has to visit the same each time");
        std::process::abort();
    }
}
