//! Looking at the objects of a thread.

#[allow(unsafe_code, reason = "reads the headers and sizes of objects that no handle is held to")]
mod class_table;
mod identity;
mod subject;

#[cfg(feature = "trace-refs")]
pub use crate::refs::{
    Balance, Event, EventKind, Handles, Log, Recorder, Recording, SiteBalance, handles, mark, name_handle, record,
};
pub use crate::refs::{Leaks, Lines, Scope, Site, no_leaks, remember_lines, scope, traces_refs};
pub use class_table::{ClassRow, ClassTable, class_table};
pub use identity::{Origin, explain_is};
pub use subject::Subject;
