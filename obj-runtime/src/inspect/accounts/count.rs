//! A number with its word.

use std::fmt;

/// A number with its word: for one, and for more.
pub(in crate::inspect) struct Count(
    pub(in crate::inspect) u64,
    pub(in crate::inspect) &'static str,
    pub(in crate::inspect) &'static str,
);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(count, one, more) = *self;
        write!(f, "{count} {}", if count == 1 { one } else { more })
    }
}
