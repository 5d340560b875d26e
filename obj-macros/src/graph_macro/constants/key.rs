//! When two constants are one: the same type and the same value.

use crate::graph_macro::syntax::Constant;

/// A constant for comparison, as the text of its type and value: `1`, `1.0` and `True` differ, and so do `0.0` and `-0.0`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(String);

impl Key {
    /// The key of a constant; `None` for one that is like no other, since it is or holds a NaN.
    pub(crate) fn of(constant: &Constant) -> Option<Self> {
        Self::text(constant).map(Self)
    }

    /// The text of a constant: that of a text is quoted, so what stands between brackets is never ambiguous. As long as the constant.
    fn text(constant: &Constant) -> Option<String> {
        Some(match constant {
            Constant::Float(value) if value.is_nan() => return None,
            Constant::Tuple(items) => format!("Tuple({})", Self::texts(items)?.join(",")),
            Constant::FrozenSet(items) => {
                let mut texts = Self::texts(items)?;
                // The order of a set does not matter.
                texts.sort();
                texts.dedup();
                format!("FrozenSet({})", texts.join(","))
            }
            other => format!("{other:?}"),
        })
    }

    fn texts(constants: &[Constant]) -> Option<Vec<String>> {
        constants.iter().map(Self::text).collect()
    }
}
