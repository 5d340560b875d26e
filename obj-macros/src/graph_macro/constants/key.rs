//! When two constants are one: the same type and the same value.

use crate::graph_macro::syntax::Constant;

/// A constant for comparison. `1`, `1.0` and `True` differ, and so do `0.0` and `-0.0`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    None,
    Bool(bool),
    Int(i64),
    /// The bits of the number.
    Float(u64),
    Str(String),
    Bytes(Vec<u8>),
    Tuple(Vec<Key>),
    /// Sorted by their text: the order of a set does not matter.
    FrozenSet(Vec<Key>),
}

impl Key {
    /// The key of a constant; `None` for one that is like no other, since it is or holds a NaN.
    pub(crate) fn of(constant: &Constant) -> Option<Self> {
        Some(match constant {
            Constant::None => Self::None,
            Constant::Bool(value) => Self::Bool(*value),
            Constant::Int(value) => Self::Int(*value),
            Constant::Float(value) if value.is_nan() => return None,
            Constant::Float(value) => Self::Float(value.to_bits()),
            Constant::Str(text) => Self::Str(text.clone()),
            Constant::Bytes(bytes) => Self::Bytes(bytes.clone()),
            Constant::Tuple(items) => Self::Tuple(items.iter().map(Self::of).collect::<Option<_>>()?),
            Constant::FrozenSet(items) => {
                let mut keys = items.iter().map(Self::of).collect::<Option<Vec<_>>>()?;
                keys.sort_by_key(|key| format!("{key:?}"));
                keys.dedup();
                Self::FrozenSet(keys)
            }
        })
    }
}
