//! `Str` and `Bytes`: values of any length that lie in their object.

pub(crate) mod inline;
mod short_bytes;

pub(crate) mod bytes;
pub(crate) mod string;

pub(crate) mod escape;

mod bytes_operations;
mod pieces;
pub(crate) mod string_operations;

mod intern;
pub(crate) mod intern_macro;
