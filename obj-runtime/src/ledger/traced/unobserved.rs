//! Handles that the library takes to look at objects: no part of what the program does.

use super::Listener;
use super::ledger::current;

/// While it exists, handles that are taken and dropped in this thread are neither recorded nor told of.
#[must_use = "it lasts as long as this exists"]
pub(crate) struct Unobserved {
    recorders: u32,
    listener: Option<&'static dyn Listener>,
}

/// What is done from now on is not observed. No user code runs meanwhile, and no recording begins or ends.
pub(crate) fn unobserved() -> Unobserved {
    let ledger = current();
    Unobserved { recorders: ledger.recorders.replace(0), listener: ledger.listener.take() }
}

impl Drop for Unobserved {
    fn drop(&mut self) {
        let ledger = current();
        ledger.recorders.set(self.recorders);
        ledger.listener.set(self.listener);
    }
}
