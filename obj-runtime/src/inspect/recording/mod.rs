//! The recorder: what happened to the handles of a thread, step by step.
//!
//! The log is bounded and holds no handles; objects are named by number, so two runs of one program give the same
//! log. Recording makes no objects and takes no handles, so it is not in its own picture.

mod appearance;
mod balance;
mod base;
mod edges;
mod event;
mod field;
mod lesson;
mod log;
pub(in crate::inspect) mod named;
mod player;
mod recorder;
mod ring;
mod state;
mod store;
pub(crate) mod telling;
mod texts;
#[allow(unsafe_code, reason = "it is of one thread")]
mod writer;

pub use balance::{Balance, SiteBalance};
pub use event::{Event, EventKind};
pub use lesson::{Lesson, lesson};
pub use log::Log;
pub use recorder::{Recorder, Recording, mark, name_handle, record};
pub use state::{HeldEdge, State};
