//! Python's object memory for Rust.
