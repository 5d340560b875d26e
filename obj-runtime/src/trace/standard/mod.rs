//! `Trace` and `Frozen` for the standard library's types. What is left out, and why, is in the inventory of the tests.

mod cells;
mod collections;
mod functions;
mod leaves;
mod owners;
#[cfg(test)]
mod tests;
