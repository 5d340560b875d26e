//! What a handle carries.

use super::super::{Counted, Kind, Site};
use super::ledger::current;

/// Leads to the handle's entry in the ledger of its thread; 0 if it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Token(u32);

impl Token {
    /// The handle has no entry.
    pub(crate) const NONE: Self = Self(0);

    #[inline]
    pub(super) fn of_entry(index: u32) -> Self {
        Self(index + 1)
    }

    /// The entry's index in the ledger.
    #[inline]
    pub(super) fn entry(self) -> Option<usize> {
        (self.0 as usize).checked_sub(1)
    }

    /// A handle was taken: a count of the object is its own.
    #[inline]
    #[track_caller]
    pub(crate) fn taken(object: &impl Counted, kind: Kind) -> Self {
        let ledger = current();
        if !ledger.is_recording() {
            return Self::NONE;
        }
        ledger.open(object.record(), object.count(), kind, Site::caller())
    }

    /// The handle ends; the object's count is about to be one lower.
    #[inline]
    pub(crate) fn end(self, object: &impl Counted) {
        let ledger = current();
        if self != Self::NONE || ledger.listener.get().is_some() {
            ledger.close(self, object.record(), object.count());
        }
    }

    /// The object and its handle, which are new, are said to be made where the caller was called from.
    #[inline]
    #[track_caller]
    pub(crate) fn attribute(self, object: &impl Counted) {
        let ledger = current();
        let site = ledger.attributed(Site::caller());
        object.record().site.set(site);
        if self != Self::NONE {
            ledger.attribute(self, site);
        }
    }

    /// The handle ends but its count goes on, belonging to nobody.
    #[inline]
    pub(crate) fn disown(self, object: &impl Counted) {
        object.record().add_kept();
        let ledger = current();
        if self != Self::NONE || ledger.listener.get().is_some() {
            ledger.forget(self, object.record(), object.count());
        }
    }
}
