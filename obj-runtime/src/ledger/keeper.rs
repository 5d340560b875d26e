//! What keeps objects alive that no handle of the program is to.

use std::fmt;

use super::{Site, Token};
use crate::header::ObjectPtr;

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

/// An object that is kept until the thread ends, or sooner.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    pub(crate) object: ObjectPtr,
    pub(crate) keeper: Keeper,
    /// That of the keeper's handle, if it has one.
    #[cfg_attr(not(feature = "trace-refs"), allow(dead_code, reason = "handles have no tokens"))]
    pub(crate) token: Token,
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
