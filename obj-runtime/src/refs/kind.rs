//! How a handle was taken.

/// How a handle was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
}
