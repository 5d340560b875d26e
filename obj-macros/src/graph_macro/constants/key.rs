//! When two constants are one: the same type and the same value.

use crate::graph_macro::syntax::Constant;

/// A constant for comparison, as the text of its type and value: `1`, `1.0` and `True` differ, and so do `0.0` and `-0.0`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(String);

impl Key {
    /// The key of a constant; `None` for one that is like no other, since it is or holds a NaN.
    pub(crate) fn of(constant: &Constant) -> Option<Self> {
        let text = match constant {
            Constant::Float(value) if value.is_nan() => return None,
            Constant::Tuple(items) => format!("Tuple({:?})", Self::of_all(items)?),
            Constant::FrozenSet(items) => {
                let mut keys = Self::of_all(items)?;
                // The order of a set does not matter.
                keys.sort();
                keys.dedup();
                format!("FrozenSet({keys:?})")
            }
            other => format!("{other:?}"),
        };
        Some(Self(text))
    }

    fn of_all(constants: &[Constant]) -> Option<Vec<Self>> {
        constants.iter().map(Self::of).collect()
    }
}
