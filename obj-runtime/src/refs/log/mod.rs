//! The recorder: what happened to the handles of a thread, step by step.
//!
//! The log is bounded and holds no handles; objects are named by number, so two runs of one program give the same
//! log. Recording makes no objects and takes no handles, so it is not in its own picture.

mod balance;
mod base;
mod edges;
mod event;
mod page;
mod recorder;
mod store;

pub use balance::{Balance, SiteBalance};
pub(super) use edges::look as look_at_heap;
pub use event::{Event, EventKind};
pub(super) use event::{NOTHING, Stored};
pub use recorder::{Log, Recorder, Recording, mark, name_handle, record};
pub(super) use store::Store;
