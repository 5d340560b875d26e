//! Accounts of handles: who took each, and what a stretch of a program has left behind.

mod find;
mod handle_account;
mod leaks;
pub(in crate::inspect) mod lines;
mod report;
mod scope;
#[cfg(all(test, feature = "trace-refs"))]
#[allow(unsafe_code, reason = "raw pointers")]
mod tests;

pub(in crate::inspect) use handle_account::HandleAccount;
pub use leaks::Leaks;
pub use lines::{Lines, remember_lines, traces_refs};
pub use scope::{Scope, no_leaks, scope};
