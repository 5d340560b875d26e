//! A place in the source.

use std::fmt;
use std::panic::Location;

/// A place in the source code: where a handle was taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site(&'static Location<'static>);

impl Site {
    /// The place that called the function which calls this.
    #[inline]
    #[track_caller]
    pub(crate) const fn caller() -> Self {
        Self(Location::caller())
    }

    pub(crate) const fn of(place: &'static Location<'static>) -> Self {
        Self(place)
    }

    /// The file, as the compiler was given it.
    #[must_use]
    pub fn file(&self) -> &'static str {
        self.0.file()
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.0.line()
    }

    /// The column, from 1.
    #[must_use]
    pub fn column(&self) -> u32 {
        self.0.column()
    }
}

/// `file:line`
impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file(), self.line())
    }
}

/// As `Display`.
impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
