//! What a handle carries.

use super::site::Site;
use super::{Kind, entries};
use crate::header::Header;

/// Leads to the handle's entry in the ledger of its thread; 0 if it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Token(u32);

impl Token {
    /// The handle has no entry.
    pub(crate) const NONE: Self = Self(0);

    #[inline]
    pub(crate) fn of_entry(index: u32) -> Self {
        Self(index + 1)
    }

    /// The entry's index in the ledger.
    #[inline]
    pub(crate) fn entry(self) -> Option<usize> {
        (self.0 as usize).checked_sub(1)
    }

    /// A handle was taken: a count of the object is its own.
    #[inline]
    #[track_caller]
    pub(crate) fn taken(header: &Header, kind: Kind) -> Self {
        if entries::is_recording() { entries::open(header, kind, Site::caller()) } else { Self::NONE }
    }

    /// The handle ends; the object's count is about to be one lower.
    #[inline]
    pub(crate) fn end(self, header: &Header) {
        if self != Self::NONE {
            entries::close(self, header);
        }
    }

    /// The object and its handle, which are new, are said to be made where the caller was called from.
    #[inline]
    #[track_caller]
    pub(crate) fn attribute(self, header: &Header) {
        let site = entries::behalf().unwrap_or(Site::caller());
        header.record.site.set(site);
        if self != Self::NONE {
            entries::attribute(self, site);
        }
    }

    /// The handle ends but its count goes on, belonging to nobody.
    #[inline]
    pub(crate) fn disown(self, header: &Header) {
        header.record.add_kept();
        if self != Self::NONE {
            entries::forget(self, header);
        }
    }
}
