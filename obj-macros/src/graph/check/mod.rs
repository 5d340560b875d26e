//! The rules that the macro itself can check: what a name means, and what is never right in literals.

mod literals;
mod names;
#[cfg(test)]
mod tests;

pub(crate) use literals::literals;
pub(crate) use names::names;
