//! Behaviour, oracle and compile-fail tests. The tests are in `ui.rs` and `integration/`.
