//! Arithmetic: `+`, `-`, `*` and so on.
//!
//! The types of the operands say which operators there are and what they give (`kinds`, `rules`, `operators`); what
//! the result is, only the objects say (`of_objects`).

pub(super) mod kinds;
mod of_objects;
pub(super) mod operand;
pub(super) mod operators;
mod rules;

pub(super) use operators::{TakesAdd, TakesAddInPlace, TakesMul, TakesMulInPlace, TakesSub, TakesSubInPlace};
pub(super) use rules::Outcome;

pub use operators::{
    add, add_in_place, bit_and, bit_and_in_place, bit_or, bit_or_in_place, bit_xor, bit_xor_in_place, div,
    div_in_place, mul, mul_in_place, negative, positive, rem, rem_in_place, shl, shl_in_place, shr, shr_in_place, sub,
    sub_in_place,
};
