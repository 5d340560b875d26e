//! Rules of use that the compiler enforces, in words.

/// Types each of whose values is an object of its own.
pub trait Unshared {}
