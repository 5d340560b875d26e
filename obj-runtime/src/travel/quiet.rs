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
