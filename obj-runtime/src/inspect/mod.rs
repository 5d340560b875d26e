//! Looking at the objects of a thread: who holds whom, what keeps what alive, and why.
//!
//! - [`explain`] accounts for every handle to one object, [`explain_is`] says why two handles are or are not to one object.
//! - [`referents`] and [`referrers`] are what one object holds, and what holds it.
//! - [`deep_size`] is the memory of all that one object reaches.
//! - [`snapshot`] keeps what all objects were like at one moment, as plain data: who holds an object and
//!   [in which field](Snapshot::referrers), [why it is alive](Snapshot::path_from_root), [what it keeps
//!   alive](Snapshot::dominators), which objects form [cycles](Snapshot::cycles) and which edges would break them,
//!   what is [garbage](Snapshot::garbage), what has [changed](diff()) since an earlier snapshot.
//! - [`class_table`] counts objects by type; [`Snapshot::types`] also says how many are held from outside or garbage.
//! - Snapshots become [pages](Snapshot::write_html) to look around in, [pictures](Picture) and [files for the heap viewers](Snapshot::to_heapsnapshot) of Chrome's DevTools and VS Code.
//!
//! Nothing here keeps objects alive, changes them, or runs user code, unless its documentation says so
//! ([`Reprs::All`]). All text is safe to show: characters that cannot be seen or would change the look of others are
//! escaped.
//!
//! # Examples
//! ```
//! use obj_runtime::inspect;
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Default)]
//! struct Folder { parent: ObjCell<Folder>, entries: ObjVec<Folder> }
//!
//! let home = Obj::new(Folder::default());
//! let music = Obj::new(Folder { parent: Some(home.clone()).into(), ..Default::default() });
//! home.entries.push(music.clone());
//!
//! let account = inspect::explain(&home).to_string();
//! assert!(account.contains("refcount 2"));
//! assert!(account.contains("in parent"));
//! assert!(account.contains("+ 1 handle outside"));
//!
//! let snapshot = inspect::snapshot();
//! let cycle = &snapshot.cycles()[0];
//! assert!(cycle.to_string().contains("broken if these were weak: `Folder.parent` (1 edge)"));
//! # home.entries.clear();
//! ```

mod accounts;
mod explorer;
mod heapsnapshot;
mod inner;
mod numbers;
mod object_name;
mod pictures;
mod questions;
#[cfg(feature = "trace-refs")]
mod recording;
mod snapshot;
mod subject;
#[allow(unsafe_code, reason = "reads the headers and values of objects that no handle is held to")]
mod walk;
mod writing;

pub use crate::ledger::Site;
pub use accounts::{Leaks, Lines, Scope, no_leaks, remember_lines, scope, traces_refs};
pub use pictures::{Colours, Picture};
pub use questions::class_table::{ClassRow, ClassTable, class_table};
pub use questions::cycles::Cycle;
pub use questions::deep_size::deep_size;
pub use questions::diff::{Diff, TypeChange, diff};
pub use questions::dominators::Dominators;
pub use questions::explain::{Account, explain};
pub use questions::identity::{Origin, explain_is};
pub use questions::neighbours::{Reference, referents, referrers};
pub use questions::path::Path;
pub use questions::types::{TypeTable, TypeTotals};
pub use questions::verify::{TraceMistake, verify, verify_drop};
#[cfg(feature = "trace-refs")]
pub(crate) use recording::telling;
#[cfg(feature = "trace-refs")]
pub use recording::{
    Balance, Event, EventKind, HeldEdge, Lesson, Log, Recorder, Recording, SiteBalance, State, lesson, mark,
    name_handle, record,
};
pub use snapshot::Snapshot;
pub use snapshot::node::{Edge, EdgeName, Node};
pub use snapshot::reprs::Reprs;
pub use snapshot::take::{snapshot, snapshot_with};
pub use subject::Subject;
pub use walk::Opaque;
