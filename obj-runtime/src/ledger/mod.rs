//! Who took each handle: what `trace-refs` adds to handles and objects.
//!
//! With the feature, a handle carries a token. While a thread records, the token leads to an entry of the thread's
//! ledger: the line that took the handle, the step, the object. Idle, the token is 0. An object's record says in which
//! stretch of recording the object was made: if that still lasts, each of its handles must have an entry, so the
//! refcount can be checked against the entries. Without the feature `Token` and `Record` have no size and their
//! functions no instructions.

#[cfg(not(feature = "trace-refs"))]
mod absent;
#[cfg(feature = "trace-refs")]
mod attribution;
#[cfg(feature = "trace-refs")]
#[allow(unsafe_code, reason = "a thread-local without destructor")]
pub(crate) mod entries;
mod keeper;
mod kind;
#[cfg(feature = "trace-refs")]
#[allow(unsafe_code, reason = "the number of an object whose memory is freed")]
pub(crate) mod log_events;
#[cfg(feature = "trace-refs")]
mod record;
mod site;
#[cfg(feature = "trace-refs")]
mod token;

/// A moment in the history of a thread.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    /// The number of the last object made.
    pub(crate) serial: u64,
    /// The number of the last step recorded.
    #[cfg_attr(not(feature = "trace-refs"), allow(dead_code, reason = "there are no steps"))]
    pub(crate) step: u64,
}

/// Whether handles are traced.
pub(crate) const ARE_TRACED: bool = cfg!(feature = "trace-refs");

#[cfg(not(feature = "trace-refs"))]
pub(crate) use absent::{
    Record, Token, attribute_to_caller, attribute_to_line, attribute_to_nobody, collection, moment, object_freed,
    thread_ends,
};
#[cfg(feature = "trace-refs")]
pub(crate) use attribution::{attribute_to_caller, attribute_to_line, attribute_to_nobody};
#[cfg(feature = "trace-refs")]
pub(crate) use entries::{collection, moment, object_freed, thread_ends};
pub(crate) use keeper::{Keeper, Kept};
pub(crate) use kind::Kind;
#[cfg(feature = "trace-refs")]
pub(crate) use record::Record;
#[cfg(feature = "trace-refs")]
pub(crate) use token::Token;

pub use site::Site;
