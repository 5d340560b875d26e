//! `Trace` and `Frozen` for types of other crates, each crate behind a feature of its name.

#[cfg(feature = "indexmap")]
mod indexmap;
