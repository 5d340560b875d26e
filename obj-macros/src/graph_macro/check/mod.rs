//! The rules that the macro itself can check: what a name means, what is never right in literals, and
//! which operators literals and names of literals do not have.

mod flow;
mod calls;
mod functions;
mod holds;
mod kinds;
mod literals;
mod names;
mod operators;
mod types;
mod walrus;
mod ways;
#[cfg(test)]
mod tests;

pub(crate) use literals::literals;
pub(crate) use names::names;
pub(crate) use operators::operators;
pub(crate) use walrus::walrus;
