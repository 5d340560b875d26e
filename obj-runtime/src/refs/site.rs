//! A place in the source.

use std::fmt;
use std::panic::Location;

/// A place in the source code: where a handle was taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site(&'static Location<'static>);

impl Site {
    #[cfg(feature = "trace-refs")]
    #[inline]
    #[track_caller]
    pub(super) fn caller() -> Self {
        Self(Location::caller())
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
