//! The recorder: what happened to the handles of a thread, step by step.
//!
//! The log is bounded and holds no handles; objects are named by number, so two runs of one program give the same
//! log. Recording makes no objects and takes no handles, so it is not in its own picture.

mod balance;
mod base;
mod edges;
mod event;
mod player;
mod recorder;
mod store;

pub use balance::{Balance, SiteBalance};
pub(crate) use edges::look as look_at_heap;
pub use event::{Event, EventKind};
pub(crate) use event::{NOTHING, Stored};
pub use recorder::{Log, Recorder, Recording, mark, name_handle, record};
pub(crate) use store::Store;
