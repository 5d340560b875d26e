//! Finding leaks: what is still held, by whom, and since which line.
//!
//! With a collector, memory does not leak because of a cycle. It leaks because something still *holds* what nobody needs: a map
//! that is never cleared, an observer that is never removed, a thread-local. Nobody can collect that; but it can be named.
//!
//! # In a test: leave nothing behind
//!
//! ```
//! use obj_runtime::inspect;
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Default)]
//! struct Node { next: ObjCell<Node> }
//!
//! fn tree() {
//!     let root = Obj::new(Node::default());
//!     root.next.set(Obj::new(Node::default()));
//! }
//!
//! fn ring() {
//!     let node = Obj::new(Node::default());
//!     node.next.set(&node);
//! }
//!
//! // each in a #[test]:
//! inspect::no_leaks(tree);
//!
//! let scope = inspect::scope("ring").collect_first();   // cycles are meant to be there
//! ring();
//! scope.assert_no_leaks();
//! ```
//!
//! [`inspect::no_leaks`](crate::inspect::no_leaks) runs a function and panics if an object is left that was made meanwhile; the
//! message says what holds it. It is strict: a cycle that waits for the collector is something left. With
//! [`inspect::scope`](crate::inspect::scope) you say more: `collect_first` lets the collector work before the look, `allow` names types that
//! may stay.
//!
//! # In a report: who holds it
//!
//! ```
//! use obj_runtime::inspect;
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Default)]
//! struct Bus { listeners: ObjMap<Str, Listener> }
//!
//! #[derive(Object, Default)]
//! struct Listener { calls: u32 }
//!
//! let bus = Obj::new(Bus::default());
//! let scope = inspect::scope("request");
//! bus.listeners.insert("save".into(), Obj::new(Listener::default()));   // and never removed
//!
//! let leaks = scope.check().unwrap_err();
//! println!("{leaks}");
//! assert!(leaks.to_string().contains("1 Listener"));
//! ```
//!
//! # One object: `explain`
//!
//! [`inspect::explain`](crate::inspect::explain()) accounts for every handle to an object: those in other objects, by field, index or
//! key, those outside, and why it is alive.
//!
//! ```text
//! Callback #3 at 0x7f0fa1008000, made at examples/leak_hunt.rs:45: refcount 2
//!   = 1 edge from objects
//!       Bus #1, in callbacks["save"]: cloned at examples/leak_hunt.rs:46
//!   + 1 handle outside
//!       cloned at examples/leak_hunt.rs:94
//! It is alive because of the handles outside.
//! ```
//!
//! The lines are there with the feature `trace-refs`, which makes each handle remember the line that took it. It costs memory and
//! time, so it is for tests and for the hunt: `cargo test --features trace-refs`, with
//!
//! ```toml
//! [features]
//! trace-refs = ["obj-runtime/trace-refs"]
//! ```
//!
//! Without the feature nothing is paid for it: no field, no instruction.
//!
//! # The whole heap: snapshots
//!
//! A [`Snapshot`](crate::inspect::Snapshot) is what all objects of the thread were like at one moment, as plain data: it keeps nothing
//! alive.
//!
//! ```
//! use obj_runtime::inspect;
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Default)]
//! struct Folder { parent: ObjCell<Folder>, entries: ObjVec<Folder> }
//!
//! let home = Obj::new(Folder::default());
//! let music = Obj::new(Folder { parent: home.clone().into(), ..Default::default() });
//! home.entries.push(music.clone());
//!
//! let snapshot = inspect::snapshot();
//! assert_eq!(snapshot.len(), 2);
//! println!("{}", snapshot.types());                                // a table by type
//! println!("{}", snapshot.path_from_root(&music).unwrap());        // why it is alive
//! println!("{} bytes", inspect::deep_size(&home));                 // of all that it reaches
//! println!("{:?} bytes", snapshot.retained_size(&home));           // of what goes when it goes
//! println!("{}", snapshot.cycles()[0]);                            // which edges make the cycle
//!
//! let before = snapshot;
//! home.entries.push(Obj::new(Folder::default()));
//! let after = inspect::snapshot();
//! let diff = inspect::diff(&before, &after);
//! println!("{diff}");                                              // what came and went
//! # assert!(diff.to_string().contains("Folder"));
//! # home.entries.clear();
//! ```
//!
//! [`write_html`](crate::inspect::Snapshot::write_html) writes a page to look around in,
//! [`to_heapsnapshot`](crate::inspect::Snapshot::to_heapsnapshot) a file for the memory panel of Chrome's DevTools and for VS Code.
//! [`to_svg`](crate::inspect::Snapshot::to_svg) draws it; with `trace-refs`, and while lines are
//! [remembered](crate::inspect::remember_lines), with the names of variables in `graph!` and those that
//! `inspect::name_handle` gives.
//!
//! # Is it a leak, or only garbage that waits?
//!
//! ```
//! use obj_runtime::prelude::*;
//! use obj_runtime::{gc, inspect};
//! # #[derive(Object, Default)]
//! # struct Node { next: ObjCell<Node> }
//!
//! let node = Obj::new(Node::default());
//! node.next.set(&node);
//! drop(node);
//! assert_eq!(inspect::snapshot().garbage().count(), 1);   // waits
//! assert_eq!(gc::collect(), 1);
//! assert!(inspect::snapshot().is_empty());                // is gone
//! ```
//!
//! If the count of a type grows from one full collection to the next, somebody holds it. [`inspect::diff`](crate::inspect::diff()) of two
//! snapshots, each after a `gc::collect`, says which type; `explain` of one of its objects says who.
//!
//! # What usually leaks
//!
//! | in the report | cause | cure |
//! |---|---|---|
//! | a map or list of a long-lived object | something was added and never removed | remove it, or hold it weakly |
//! | a handle outside, taken in a `thread_local!` | a cache, "the last one used" | a [`Weak`](crate::Weak), or clear it |
//! | a handle outside, and the collector does not free the cycle | a field with `#[object(skip)]`, a closure, an `Rc` hides a handle | trace the field, use [`Callback`](crate::Callback), use `Obj` |
//! | a guard or handle that was given to `mem::forget` | `into_raw` without `from_raw` | the missing call |
//!
//! The program `examples/leak_hunt.rs` has three of them, found step by step.
//!
//! Next: [rooting, threads, speed](super::running).
