//! Without `trace-refs`: nothing, behind the same interface.

use super::{Counted, Kind, Moment, OpenHandle, Site};

/// Whether handles are traced.
pub(crate) const ARE_TRACED: bool = false;

/// What a handle knows of itself: nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Token;

impl Token {
    pub(crate) const NONE: Self = Self;

    #[inline(always)]
    pub(crate) fn taken(_: &impl Counted, _: Kind) -> Self {
        Self
    }

    #[inline(always)]
    pub(crate) fn end(self, _: &impl Counted) {}

    #[inline(always)]
    pub(crate) fn attribute(self, _: &impl Counted) {}

    #[inline(always)]
    pub(crate) fn disown(self, _: &impl Counted) {}
}

/// What an object's header knows of its handles: nothing.
pub(crate) struct Record;

impl Record {
    #[inline(always)]
    pub(crate) fn of_new(_: &'static str) -> Self {
        Self
    }

    #[inline(always)]
    pub(crate) fn of_nothing() -> Self {
        Self
    }

    /// Nobody knows.
    pub(crate) fn made_at(&self) -> Option<Site> {
        None
    }

    /// No number.
    #[inline(always)]
    pub(crate) fn serial(&self) -> u64 {
        0
    }

    #[inline(always)]
    pub(crate) fn add_raw(&self) {}

    #[inline(always)]
    pub(crate) fn end_raw(&self) {}

    #[inline(always)]
    pub(crate) fn end_kept(&self) {}

    #[inline(always)]
    pub(crate) fn hold(&self, _: u32) {}

    #[inline(always)]
    pub(crate) fn let_go(&self, _: u32) {}

    /// Nobody has counted them.
    pub(crate) fn kept(&self) -> u32 {
        0
    }

    /// Nobody has counted them.
    pub(crate) fn raw(&self) -> usize {
        0
    }

    /// No handle was recorded.
    pub(crate) fn is_fully_recorded(&self) -> bool {
        false
    }
}

/// What would say which line takes handles.
#[must_use = "it lasts as long as this exists"]
pub(crate) struct Attribution;

/// Nobody asks.
#[inline(always)]
pub(crate) fn attribute_to_caller() -> Attribution {
    Attribution
}

/// Nobody asks.
#[inline(always)]
pub(crate) fn attribute_to_line(_: Site) -> Attribution {
    Attribution
}

/// Nobody asks.
#[inline(always)]
pub(crate) fn attribute_to_nobody() -> Attribution {
    Attribution
}

/// What would not be observed.
#[must_use = "it lasts as long as this exists"]
pub(crate) struct Unobserved;

/// Nobody observes.
pub(crate) fn unobserved() -> Unobserved {
    Unobserved
}

/// Nobody looks at values.
#[cfg(feature = "parcel")]
pub(crate) struct LooksOff;

/// Nobody looks at values.
#[cfg(feature = "parcel")]
pub(crate) fn looks_off() -> LooksOff {
    LooksOff
}

/// No clock.
pub(crate) fn moment() -> Moment {
    Moment { serial: 0, step: 0 }
}

/// Nothing is recorded.
pub(crate) fn start() {}

/// Nothing was recorded.
pub(crate) fn stop() {}

/// No handle has an entry.
pub(crate) fn entry(_: Token) -> Option<OpenHandle> {
    None
}

/// No handle has an entry.
pub(crate) fn open_handles() -> impl Iterator<Item = (Token, OpenHandle)> {
    std::iter::empty()
}

/// An object is no more.
#[inline(always)]
pub(crate) fn object_freed(_: &impl Counted, _: impl FnOnce() -> &'static str) {}

/// A collection begins.
#[inline(always)]
pub(crate) fn collection_begins() {}

/// A collection has ended.
#[inline(always)]
pub(crate) fn collection_ends(_: usize) {}

/// The thread ends.
#[inline(always)]
pub(crate) fn thread_ends() {}
