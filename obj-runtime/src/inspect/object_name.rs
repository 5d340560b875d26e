//! What an object is called.

use std::fmt;

use super::writing::visible::Visible;

/// An object by type and, with `trace-refs`, number: `Node #12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::inspect) struct ObjectName {
    pub(in crate::inspect) type_name: &'static str,
    /// 0 without `trace-refs`.
    pub(in crate::inspect) serial: u64,
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.serial {
            0 => write!(f, "a {}", Visible(self.type_name)),
            serial => write!(f, "{} #{serial}", Visible(self.type_name)),
        }
    }
}
