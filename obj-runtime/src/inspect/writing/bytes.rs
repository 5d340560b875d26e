//! Numbers of bytes.

use std::fmt;

use crate::collector::stats::in_units;

/// A number of bytes in the unit that leaves it readable: `3.2 KiB`.
pub(in crate::inspect) struct Bytes(pub(in crate::inspect) usize);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&in_units(self.0))
    }
}
