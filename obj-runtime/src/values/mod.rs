//! Python's built-in values.
//!
//! Each is an object type whose handle dereferences to Rust's type of the same values: `Obj<Str>` to `str`,
//! `Obj<Int>` to `i64`. Which values share an object is Python's rule, given at each type.

mod built_in;
mod builtin;
mod handle_operators;

pub(crate) mod number;
pub(crate) mod text;

mod none;
mod slice;
mod type_object;

pub(crate) mod container;

mod comparison;
mod conversions;
mod downgrade;
mod items;
mod recursion;

#[cfg(all(test, feature = "inspect"))]
mod tests;

pub use container::dict::Dict;
pub use container::dict::iter::{DictItems, DictKeys, DictValues};
pub use container::list::List;
pub use container::list::iter::ListIter;
pub(crate) use container::sequence::{Sequence, position_in};
pub use container::set::Set;
pub use container::set::frozen_set::FrozenSet;
pub use container::set::iter::SetIter;
pub use container::tuple::Tuple;
pub use none::NoneType;
pub use number::boolean::Bool;
pub use number::float::Float;
pub use number::int::Int;
pub use slice::Slice;
pub use text::bytes::Bytes;
pub use text::string::Str;

pub(crate) use builtin::Builtin;
pub(crate) use comparison::{NotOrdered, order};
pub(crate) use items::{item_count, try_items_of};
pub(crate) use type_object::Type;
