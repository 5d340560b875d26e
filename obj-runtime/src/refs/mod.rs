//! Who took each handle: what `trace-refs` adds to handles and objects.
//!
//! With the feature, a handle carries a token. While a thread records, the token leads to an entry of the thread's
//! ledger: the line that took the handle, the step, the object. Idle, the token is 0. An object's record says in which stretch of recording the object was made: if that still lasts, each of
//! its handles must have an entry, so the refcount can be checked against the entries. Without the feature `Token` and `Record` have no size and their functions no instructions.

#[cfg(not(feature = "trace-refs"))]
mod absent;
#[cfg(feature = "trace-refs")]
mod behalf;
mod count;
mod keeper;
mod kind;
#[cfg(feature = "trace-refs")]
#[allow(unsafe_code, reason = "a thread-local without destructor")]
mod ledger;
#[cfg(feature = "trace-refs")]
mod record;
mod leaks;
#[cfg(feature = "trace-refs")]
mod log;
#[cfg(feature = "trace-refs")]
#[allow(unsafe_code, reason = "the number of an object whose memory is freed")]
mod log_events;
mod recording;
mod scope;
mod site;
mod takings;
#[cfg(feature = "trace-refs")]
mod token;
#[allow(unsafe_code, reason = "reads the headers and values of objects that no handle is held to")]
mod walk;
#[cfg(all(test, feature = "trace-refs"))]
#[allow(unsafe_code, reason = "raw pointers")]
mod tests;

/// A moment in the history of a thread.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    /// The number of the last object made.
    serial: u64,
    /// The number of the last step recorded.
    #[cfg_attr(not(feature = "trace-refs"), allow(dead_code, reason = "there are no steps"))]
    step: u64,
}

/// Whether handles are traced.
pub(crate) const ARE_TRACED: bool = cfg!(feature = "trace-refs");

#[cfg(not(feature = "trace-refs"))]
pub(crate) use absent::{
    Record, Token, collection, moment, object_freed, on_behalf, on_behalf_of, on_nobodys_behalf, thread_ends,
};
#[cfg(feature = "trace-refs")]
pub(crate) use behalf::{on_behalf, on_behalf_of, on_nobodys_behalf};
pub(crate) use keeper::{Keeper, Kept};
pub(crate) use kind::Kind;
#[cfg(feature = "trace-refs")]
pub(crate) use ledger::{collection, moment, object_freed, thread_ends};
#[cfg(feature = "trace-refs")]
pub(crate) use record::Record;
pub(crate) use takings::Takings;
#[cfg(feature = "trace-refs")]
pub(crate) use token::Token;

pub use leaks::Leaks;
#[cfg(feature = "trace-refs")]
pub use log::{Balance, Event, EventKind, Log, Recorder, Recording, SiteBalance, mark, name_handle, record};
pub use recording::{Lines, remember_lines, traces_refs};
pub use scope::{Scope, no_leaks, scope};
pub use site::Site;
