//! The way from an object to a handle inside it, as text.

use std::fmt;

use super::{NamedStep, Step};

/// The steps of a way. Displayed as `entries[2].to` or `table["a"]`; entries whose keys cannot be written have a position.
pub(crate) struct PathText<'a>(pub(crate) &'a [NamedStep]);

impl fmt::Display for PathText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            let dot = if position == 0 { "" } else { "." };
            match step.step {
                Step::Field(name) => write!(f, "{dot}{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(index) => write!(f, "[key at position {index}]")?,
                Step::Value(index) => match &step.key {
                    Some(text) => write!(f, "[{text}]")?,
                    None => write!(f, "[value at position {index}]")?,
                },
            }
        }
        Ok(())
    }
}
