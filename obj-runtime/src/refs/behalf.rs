//! Handles that the runtime takes for somebody: cloned in a closure, or in a loop of the standard library, where the
//! caller's line is not known.

use super::ledger;
use super::site::Site;

/// While it exists, the handles that are taken in this thread are said to be taken at one line.
#[must_use = "it lasts as long as this exists"]
pub(crate) struct Behalf {
    outer: Option<Site>,
}

/// Handles are taken on behalf of the caller of the function that calls this, or of whom it works for itself.
#[inline]
#[track_caller]
pub(crate) fn on_behalf() -> Behalf {
    on_behalf_of(Site::caller())
}

/// Handles are taken on behalf of a line, or of whom that works for itself.
#[inline]
pub(crate) fn on_behalf_of(site: Site) -> Behalf {
    let outer = ledger::behalf();
    ledger::set_behalf(outer.or(Some(site)));
    Behalf { outer }
}

/// User code that runs meanwhile takes handles itself.
#[inline]
pub(crate) fn on_nobodys_behalf() -> Behalf {
    let outer = ledger::behalf();
    ledger::set_behalf(None);
    Behalf { outer }
}

impl Drop for Behalf {
    #[inline]
    fn drop(&mut self) {
        ledger::set_behalf(self.outer);
    }
}
