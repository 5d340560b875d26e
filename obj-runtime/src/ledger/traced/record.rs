//! What an object's header knows of the object and its handles.

use std::cell::Cell;

use super::super::Site;
use super::ledger::current;

/// The part of a header that is there with `trace-refs` only.
pub(crate) struct Record {
    /// The number of the object: the first of a thread is 1, and no two have the same.
    serial: u64,
    /// The line that made the object.
    pub(super) site: Cell<Site>,
    /// The stretch of recording in which the object was made.
    epoch: u32,
    /// The counts that belong to no handle: kept by the runtime, or by raw pointers.
    kept: Cell<u32>,
}

impl Record {
    /// That of a new object.
    #[inline]
    #[track_caller]
    pub(crate) fn of_new(type_name: &'static str) -> Self {
        let ledger = current();
        let site = ledger.attributed(Site::caller());
        Self { serial: ledger.birth(type_name), site: Cell::new(site), epoch: ledger.epoch(), kept: Cell::new(0) }
    }

    /// That of a slot in which there is no object yet.
    #[inline]
    #[track_caller]
    pub(crate) fn of_nothing() -> Self {
        Self { serial: 0, site: Cell::new(Site::caller()), epoch: 0, kept: Cell::new(0) }
    }

    /// One more count belongs to no handle.
    #[inline]
    pub(super) fn add_kept(&self) {
        // The handles of immortal objects are not counted.
        self.kept.set(self.kept.get().wrapping_add(1));
    }

    /// One count less belongs to no handle.
    #[inline]
    pub(crate) fn end_kept(&self) {
        self.kept.set(self.kept.get().wrapping_sub(1));
    }

    /// The runtime has taken a count for itself: the object has so many now.
    pub(crate) fn hold(&self, count: u32) {
        self.add_kept();
        if let Some(listener) = current().listener.get() {
            listener.held(self.serial, count);
        }
    }

    /// The runtime is about to give up a count that it has taken for itself, without a handle that ends: the object has so
    /// many still.
    pub(crate) fn let_go(&self, count: u32) {
        self.end_kept();
        if let Some(listener) = current().listener.get() {
            listener.ended(self.serial, None, count.saturating_sub(1));
        }
    }

    /// One more count belongs to a raw pointer.
    pub(crate) fn add_raw(&self) {
        current().count_raw(self.serial, 1);
    }

    /// A raw pointer is a handle again.
    pub(crate) fn end_raw(&self) {
        current().count_raw(self.serial, -1);
    }

    pub(crate) fn serial(&self) -> u64 {
        self.serial
    }

    pub(crate) fn made_at(&self) -> Option<Site> {
        Some(self.site.get())
    }

    pub(crate) fn kept(&self) -> u32 {
        self.kept.get()
    }

    /// The counts that belong to raw pointers.
    pub(crate) fn raw(&self) -> usize {
        current().raw(self.serial)
    }

    /// Whether every handle to the object that there ever was has been recorded.
    pub(crate) fn is_fully_recorded(&self) -> bool {
        current().is_recording() && self.epoch == current().epoch()
    }
}
