//! Python's built-in values.
//!
//! Each is an object type whose handle dereferences to Rust's type of the same values: `Obj<Str>` to `str`,
//! `Obj<Int>` to `i64`. Which values share an object is Python's rule, told at each type.

mod scalar;

pub(crate) mod arithmetic;
mod boolean;
mod by_value;
mod bytes;
mod bytes_operations;
mod container_operators;
mod dict;
mod dict_iter;
mod dict_update;
mod escape;
mod float;
mod float_repr;
mod frozen_set;
mod inline;
mod int;
mod iterate;
mod list;
mod list_iter;
mod list_slice;
mod list_sort;
mod none;
pub(crate) mod number;
mod operators;
mod order;
mod reading;
mod recursion;
pub(crate) mod sequence;
mod set;
mod set_algebra;
mod set_iter;
mod short;
mod slice;
mod table;
mod table_iter;
mod text;
mod text_intern;
mod text_operations;
mod tuple;
mod type_object;

#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod tests;

pub use boolean::Bool;
pub use bytes::Bytes;
pub use dict::Dict;
pub use dict_iter::{DictItems, DictKeys, DictValues};
pub use float::Float;
pub use frozen_set::FrozenSet;
pub use int::Int;
pub use list::List;
pub use list_iter::ListIter;
pub use none::NoneType;
pub use set::Set;
pub use set_iter::SetIter;
pub use slice::Slice;
pub use text::Str;
pub use tuple::Tuple;

pub(crate) use iterate::{has_items, items_of};
pub(crate) use order::{NotOrdered, order};
pub(crate) use table::{Probe, Table};
pub(crate) use type_object::Type;
