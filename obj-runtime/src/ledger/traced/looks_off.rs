//! Values that are not whole for a while.

use super::ledger::current;

/// While it exists, the listener does not look at the heap.
#[must_use = "it lasts as long as this exists"]
pub(crate) struct LooksOff {
    were_off: bool,
}

/// Values are about to be changed in a way that nobody may see.
pub(crate) fn looks_off() -> LooksOff {
    LooksOff { were_off: current().are_looks_off.replace(true) }
}

impl Drop for LooksOff {
    fn drop(&mut self) {
        current().are_looks_off.set(self.were_off);
    }
}
