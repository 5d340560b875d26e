//! Who took each handle: what `trace-refs` adds to handles and objects.
//!
//! With the feature, a handle carries a token. While a thread records, the token leads to an entry of the thread's
//! ledger: the line that took the handle, the step, the object. Idle, the token is 0. An object's record says how many of its handles have no
//! entry, counted apart from the refcount: so the refcount can be checked against what is known of
//! the handles. Without the feature `Token` and `Record` have no size and their functions no instructions.

#[cfg(not(feature = "trace-refs"))]
mod absent;
mod kind;
#[cfg(feature = "trace-refs")]
mod ledger;
#[cfg(feature = "trace-refs")]
mod record;
#[cfg(feature = "trace-refs")]
mod site;
#[cfg(feature = "trace-refs")]
mod token;
#[cfg(all(test, feature = "trace-refs"))]
mod tests;

/// Whether handles are traced.
pub(crate) const ARE_TRACED: bool = cfg!(feature = "trace-refs");

#[cfg(not(feature = "trace-refs"))]
pub(crate) use absent::{Record, Token, object_freed, thread_ends};
pub(crate) use kind::Kind;
#[cfg(feature = "trace-refs")]
pub(crate) use ledger::{object_freed, thread_ends};
#[cfg(feature = "trace-refs")]
pub(crate) use record::Record;
#[cfg(feature = "trace-refs")]
pub(crate) use token::Token;
