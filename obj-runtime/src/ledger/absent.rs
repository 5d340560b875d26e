//! Without `trace-refs`: nothing.

use super::{Kind, Moment, Site};
use crate::header::{Header, ObjectPtr};
use crate::heap::page::PagePtr;

/// What a handle knows of itself: nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Token;

impl Token {
    pub(crate) const NONE: Self = Self;

    #[inline(always)]
    pub(crate) fn taken(_: &Header, _: Kind) -> Self {
        Self
    }

    #[inline(always)]
    pub(crate) fn end(self, _: &Header) {}

    #[inline(always)]
    pub(crate) fn attribute(self, _: &Header) {}

    #[inline(always)]
    pub(crate) fn disown(self, _: &Header) {}
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
    pub(crate) fn add_kept(&self) {}

    #[inline(always)]
    pub(crate) fn end_kept(&self) {}
}

/// What would take handles for somebody.
#[must_use = "it lasts as long as this exists"]
pub(crate) struct Attribution;

/// Nobody takes handles.
#[inline(always)]
pub(crate) fn attribute_to_caller() -> Attribution {
    Attribution
}

/// Nobody takes handles.
#[inline(always)]
pub(crate) fn attribute_to_line(_: Site) -> Attribution {
    Attribution
}

/// Nobody takes handles.
#[inline(always)]
pub(crate) fn attribute_to_nobody() -> Attribution {
    Attribution
}

/// No clock.
pub(crate) fn moment() -> Moment {
    Moment { serial: 0, step: 0 }
}

/// An object is no more.
#[inline(always)]
pub(crate) fn object_freed(_: PagePtr, _: ObjectPtr) {}

/// A collection begins or has ended.
#[inline(always)]
pub(crate) fn collection(_: crate::gc::Phase, _: usize) {}

/// The thread ends.
#[inline(always)]
pub(crate) fn thread_ends() {}
