//! `Str` and `Bytes`: values of any length that lie in their object.

pub(crate) mod inline;
mod short_bytes;

pub(crate) mod bytes;
pub(crate) mod string;

mod escape;

mod bytes_operations;
mod pieces;
mod string_operations;

mod intern;
pub(crate) mod intern_macro;
