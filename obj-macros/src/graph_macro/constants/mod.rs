//! Constants: what is folded at compile time, what is one object, and what a unit keeps.

mod fold;
mod key;
mod number;
mod pool;
#[cfg(test)]
mod tests;

pub(crate) use fold::fold;
pub(crate) use key::Key;
pub(crate) use pool::{Pool, Slot};
