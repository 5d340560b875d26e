//! With `trace-refs`: the ledger of a thread.
//!
//! It is `const`-made and has no destructor, so it works until the last instruction of the thread. It runs no user
//! code and makes no objects. The step clock goes on by one with each event that is recorded: two runs of one
//! program, on one thread, see the same steps.

mod attribution;
mod entries;
#[allow(unsafe_code, reason = "it is of one thread")]
mod ledger;
mod listener;
#[cfg(feature = "parcel")]
mod looks_off;
mod record;
mod token;
mod unobserved;

pub(crate) use attribution::{attribute_to_caller, attribute_to_line, attribute_to_nobody};
pub(crate) use ledger::{entry, moment, next_step, open_handles, start, stop, thread_ends};
pub(crate) use listener::{
    Listener, collection_begins, collection_ends, is_listened_to, let_look, listen, look_now, object_freed,
    stop_listening,
};
#[cfg(feature = "parcel")]
pub(crate) use looks_off::{LooksOff, looks_off};
pub(crate) use record::Record;
pub(crate) use token::Token;
pub(crate) use unobserved::unobserved;

/// Whether handles are traced.
pub(crate) const ARE_TRACED: bool = true;
