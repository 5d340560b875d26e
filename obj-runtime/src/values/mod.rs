//! Python's built-in values.
//!
//! Each is an object type whose handle dereferences to Rust's type of the same values: `Obj<Str>` to `str`,
//! `Obj<Int>` to `i64`. Which values share an object is Python's rule, told at each type.

mod scalar;

mod arithmetic;
mod boolean;
mod bytes;
mod bytes_operations;
mod escape;
mod float;
mod float_repr;
mod inline;
mod int;
mod none;
mod number;
mod operators;
mod slice;
mod text;
mod text_intern;
mod text_operations;

#[cfg(test)]
mod tests;

pub use boolean::Bool;
pub use bytes::Bytes;
pub use float::Float;
pub use int::Int;
pub use none::NoneType;
pub use slice::Slice;
pub use text::Str;
