//! `Bool`, `Int`, `Float`: one tower of numbers, as Python has it.

pub(crate) mod tower;

pub(crate) mod boolean;
pub(crate) mod float;
pub(crate) mod int;

mod float_repr;

pub(crate) mod arithmetic;
mod operators;
