//! What accounts say of the lines that took handles: nothing without `trace-refs`.

use std::fmt;

use super::subject::Subject;

#[cfg(feature = "trace-refs")]
use crate::refs::Handles;

/// The lines that took the handles to an object, as far as they are known.
#[derive(Debug)]
pub(super) struct KnownLines {
    #[cfg(feature = "trace-refs")]
    handles: Option<Box<Handles>>,
}

#[cfg(feature = "trace-refs")]
impl KnownLines {
    /// Nothing is known: of an object as it was earlier.
    pub(super) fn unknown() -> Self {
        Self { handles: None }
    }

    /// What is known now.
    pub(super) fn of(subject: &(impl Subject + ?Sized)) -> Self {
        Self { handles: Some(Box::new(crate::refs::handles(subject))) }
    }

    /// Says which line made the object.
    pub(super) fn write_made_at(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.handles.as_ref().and_then(|handles| handles.made_at()) {
            Some(site) => write!(f, ", made at {site}"),
            None => Ok(()),
        }
    }

    /// How and where each handle in an object was taken, in the order of the holders; `None` where nothing is known.
    pub(super) fn of_edges(&self) -> impl Iterator<Item = Option<String>> {
        self.handles.iter().flat_map(|handles| handles.takings())
    }

    /// Says which lines took the handles outside; answers whether that is known.
    pub(super) fn write_outside(&self, f: &mut fmt::Formatter<'_>) -> Result<bool, fmt::Error> {
        self.handles.as_ref().map_or(Ok(false), |handles| handles.write_outside(f).map(|()| true))
    }
}

#[cfg(not(feature = "trace-refs"))]
impl KnownLines {
    /// Nothing is known.
    pub(super) fn unknown() -> Self {
        Self {}
    }

    /// Nothing is known.
    pub(super) fn of(_: &(impl Subject + ?Sized)) -> Self {
        Self {}
    }

    /// Says nothing.
    pub(super) fn write_made_at(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }

    /// Nothing is known of any.
    pub(super) fn of_edges(&self) -> impl Iterator<Item = Option<String>> {
        std::iter::empty()
    }

    /// Says nothing.
    pub(super) fn write_outside(&self, _: &mut fmt::Formatter<'_>) -> Result<bool, fmt::Error> {
        Ok(false)
    }
}
