//! The macros of `obj-runtime`. Depend on that crate; it re-exports everything here.

mod errors;
