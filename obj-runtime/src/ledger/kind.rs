//! How a handle was taken.

/// How a handle was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(not(feature = "trace-refs"), allow(dead_code, reason = "nobody asks without the feature"))]
pub(crate) enum Kind {
    /// The object was made.
    Made,
    /// By cloning another.
    Cloned,
    /// To look at what a cell or list holds.
    Read,
    /// By looking the object up: from a weak handle, its id, a table of equal or small values.
    Found,
    /// From a raw pointer.
    Raw,
}

impl Kind {
    /// What is said of such a handle.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Cloned => "cloned",
            Self::Read => "borrowed",
            Self::Found => "looked up",
            Self::Raw => "made of a raw pointer",
        }
    }
}
