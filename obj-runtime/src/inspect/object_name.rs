//! What an object is called.

use std::fmt;

use super::writing::visible::Visible;

/// An object by type and number: `Node #12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::inspect) struct ObjectName {
    pub(in crate::inspect) type_name: &'static str,
    /// As `Node::number`.
    pub(in crate::inspect) serial: u64,
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} #{}", Visible(self.type_name), self.serial)
    }
}
