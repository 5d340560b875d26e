//! What the ledger knows of an object.

use super::Record;

/// An object with its count: a header.
pub(crate) trait Counted {
    /// What the ledger keeps with the object.
    fn record(&self) -> &Record;

    /// The number of strong handles.
    fn count(&self) -> u32;
}
