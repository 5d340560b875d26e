//! What an object's header knows of the object and its handles.

use std::cell::Cell;

use super::ledger;
use super::site::Site;

/// The part of a header that is there with `trace-refs` only.
pub(crate) struct Record {
    /// The number of the object: the first of a thread is 1, and no two have the same.
    pub(super) serial: u64,
    /// The line that made the object.
    pub(super) site: Cell<Site>,
    /// The handles that have no entry in the ledger.
    unrecorded: Cell<u32>,
    /// Those of them that were turned into raw pointers.
    raw: Cell<u32>,
}

impl Record {
    /// That of an object with one handle, which has no entry yet.
    #[inline]
    #[track_caller]
    pub(crate) fn of_new() -> Self {
        Self {
            serial: ledger::next_serial(),
            site: Cell::new(Site::caller()),
            unrecorded: Cell::new(1),
            raw: Cell::new(0),
        }
    }

    /// That of a slot in which there is no object yet.
    #[inline]
    #[track_caller]
    pub(crate) fn of_nothing() -> Self {
        Self { serial: 0, site: Cell::new(Site::caller()), unrecorded: Cell::new(0), raw: Cell::new(0) }
    }

    #[inline]
    pub(crate) fn add_unrecorded(&self) {
        self.unrecorded.set(self.unrecorded.get().wrapping_add(1));
    }

    #[inline]
    pub(crate) fn end_unrecorded(&self) {
        // The handles of immortal objects are too many to count.
        self.unrecorded.set(self.unrecorded.get().wrapping_sub(1));
    }

    pub(crate) fn serial(&self) -> u64 {
        self.serial
    }

    pub(crate) fn made_at(&self) -> Option<Site> {
        Some(self.site.get())
    }

    /// One more count belongs to a raw pointer.
    pub(crate) fn add_raw(&self) {
        self.raw.set(self.raw.get().wrapping_add(1));
    }

    /// A raw pointer is a handle again.
    pub(crate) fn end_raw(&self) {
        self.raw.set(self.raw.get().wrapping_sub(1));
    }

    pub(crate) fn raw(&self) -> u32 {
        self.raw.get()
    }

    pub(crate) fn unrecorded(&self) -> u32 {
        self.unrecorded.get()
    }
}
