//! Python's built-in values.
//!
//! Each is an object type whose handle dereferences to Rust's type of the same values: `Obj<Str>` to `str`,
//! `Obj<Int>` to `i64`. Which values share an object is Python's rule, told at each type.

mod scalar;

mod arithmetic;
mod boolean;
mod float;
mod float_repr;
mod int;
mod none;
mod number;
mod operators;

pub use boolean::Bool;
pub use float::Float;
pub use int::Int;
pub use none::NoneType;
