//! Behaviour, oracle and compile-fail tests. The tests are in `ui.rs`, `integration/` and `oracle/`.

pub mod gc_model;
pub mod random;

/// The bytes in front of the value of each object.
pub const HEADER: usize = if obj_runtime::inspect::traces_refs() { 32 } else { 8 };
