//! Numbers in sentences.

use std::fmt;

/// A number of things: `1 handle`, `2 handles`, `0 handles`.
pub(in crate::inspect) struct Count(pub(in crate::inspect) usize, pub(in crate::inspect) &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(count, thing) = self;
        write!(f, "{count} {thing}{}", if *count == 1 { "" } else { "s" })
    }
}

/// The same with words for one and for more: `1 object was`, `2 objects were`.
pub(in crate::inspect) struct CountIn(
    pub(in crate::inspect) usize,
    pub(in crate::inspect) &'static str,
    pub(in crate::inspect) &'static str,
);

impl fmt::Display for CountIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(count, one, more) = self;
        write!(f, "{count} {}", if *count == 1 { one } else { more })
    }
}
