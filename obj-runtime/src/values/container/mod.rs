//! Objects that hold objects of any type: `List`, `Tuple`, `Dict`, `Set`, `FrozenSet`.

pub(crate) mod sequence;

pub(crate) mod list;
pub(crate) mod tuple;

mod hashed_key;

pub(crate) mod dict;
pub(crate) mod set;

mod operators;
