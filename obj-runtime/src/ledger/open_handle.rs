//! What the ledger keeps of an open handle.

use super::{Kind, Site};

/// An open handle that was taken while its thread recorded.
#[derive(Clone, Copy)]
pub(crate) struct OpenHandle {
    /// The object's number.
    pub(crate) object: u64,
    /// The step at which the handle was taken, which names it.
    pub(crate) step: u64,
    pub(crate) site: Site,
    pub(crate) kind: Kind,
}

/// A moment in the history of a thread.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    /// The number of the last object made.
    pub(crate) serial: u64,
    /// The number of the last step recorded.
    pub(crate) step: u64,
}
