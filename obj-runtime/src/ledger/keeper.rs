//! What keeps objects alive that no handle of the program is to.

use std::fmt;

use super::Site;

/// A part of the runtime that keeps an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Keeper {
    /// The small values of a type.
    SmallValues,
    /// The unit at this place, whose constant it is.
    Unit(Site),
    /// The `intern!` at this place.
    Intern(Site),
}

impl fmt::Display for Keeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SmallValues => f.write_str("kept by the cache of small values"),
            Self::Unit(site) => write!(f, "constant of unit {site}"),
            Self::Intern(site) => write!(f, "kept by the `intern!` at {site}"),
        }
    }
}
