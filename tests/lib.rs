//! Behaviour, oracle and compile-fail tests. The tests are in `ui.rs`, `integration/` and `oracle/`.

pub mod gc_model;
