//! Who took each handle: what `trace-refs` adds to handles and objects.
//!
//! With the feature, a handle carries a token. While a thread records, the token leads to an entry of the thread's
//! ledger: the line that took the handle, the step, the object. Idle, the token is 0. An object's record says in which
//! stretch of recording the object was made: if that still lasts, each of its handles must have an entry, so the
//! refcount can be checked against the entries. Without the feature `Token` and `Record` have no size and their
//! functions no instructions.
//!
//! `#[track_caller]` is on with the feature alone. Always on it would cost nothing where clones and drops are in line, but an
//! instruction or two in each call that makes or finds an object: of the benchmarks' instructions 3 % in `cons_dag`, 0.8 % in
//! `cons_chain`, `intern_hit` and `intern_miss`, 0.2 % in `intern_zipf`, none in the others, and half a kilobyte of code in
//! four megabytes; and nobody would read the lines.
//!
//! The ledger lies below the objects. Of them it knows what [`Counted`] says; it never looks at the heap. Who wants to
//! know of each event as it happens registers a [`Listener`].

#[cfg_attr(not(feature = "trace-refs"), allow(dead_code, reason = "then nothing is asked of an object"))]
mod counted;
mod keeper;
mod kind;
mod open_handle;
mod site;

#[cfg(not(feature = "trace-refs"))]
mod absent;
#[cfg(feature = "trace-refs")]
mod traced;

#[cfg(not(feature = "trace-refs"))]
use absent as chosen;
#[cfg(feature = "trace-refs")]
use traced as chosen;

pub(crate) use chosen::{
    ARE_TRACED, Record, Token, attribute_to_caller, attribute_to_line, attribute_to_nobody, collection_begins,
    collection_ends, entry, moment, object_freed, open_handles, start, stop, thread_ends, unobserved,
};
#[cfg(feature = "parcel")]
pub(crate) use chosen::{LooksOff, looks_off};
pub(crate) use counted::Counted;
pub(crate) use keeper::Keeper;
pub(crate) use kind::Kind;
pub(crate) use open_handle::{Moment, OpenHandle};
pub use site::Site;
#[cfg(feature = "trace-refs")]
pub(crate) use traced::{Listener, is_listened_to, let_look, listen, look_now, next_step, stop_listening};
