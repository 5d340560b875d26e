//! Graphs that travel: to a file and back, as copies, to other threads and processes.
//!
//! | to | by | what it takes |
//! |---|---|---|
//! | a file, a database, another process, another program | [`serde::Graph`](crate::serde::Graph), feature `serde` | types that derive `Serialize` and `Deserialize` |
//! | another object beside the first | [`deepcopy`](crate::deepcopy), feature `parcel` | types with `Clone` |
//! | another thread | [`Parcel`](crate::Parcel), feature `parcel` | that nobody else holds the graph, and that its values are `Send` |
//!
//! All three keep the shape of the graph: what was shared is shared, what was a cycle is one, weak handles name the same
//! object. None of them recurses, so a row of a million objects is as good as one.
//!
//! # Saved and loaded
//!
//! Derive serde's traits beside `Object`, and save a [`Graph`](crate::serde::Graph) of the root instead of the root.
//!
//! ```
//! use obj_runtime::prelude::*;
//! use obj_runtime::serde::Graph;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Object, Serialize, Deserialize, Default)]
//! struct Folder {
//!     name: String,
//!     parent: WeakCell<Folder>,
//!     entries: ObjVec<Folder>,
//! }
//!
//! let root = Obj::new(Folder { name: "src".into(), ..Folder::default() });
//! let lib = Obj::new(Folder { name: "lib".into(), parent: WeakCell::from(&root), ..Folder::default() });
//! root.entries.push(lib);
//!
//! let text = serde_json::to_string(&Graph::of(&root)).unwrap();
//! let root = serde_json::from_str::<Graph<Obj<Folder>>>(&text).unwrap().into_root();
//! let lib = root.entries.get(0).unwrap();
//! assert!(Obj::is(&lib.parent.get().unwrap(), &root));
//! ```
//!
//! Three things to know:
//!
//! - **Cycles pass through a cell.** A plain `Obj<T>` in a field is there from the start, so what it leads to is loaded
//!   before. A cycle of plain handles alone (through a `RefCell<Option<Obj<T>>>`, say) is an error when it is saved, which names
//!   the fields: make one an `ObjCell`, or write [`#[serde(with = "obj_runtime::serde::later")]`](crate::serde::later) above the `RefCell`.
//! - **Equal values of interned types are found again.** The symbol that is loaded *is* the symbol that the program has.
//! - **Types may change between versions** as serde has it: fields with `#[serde(default)]`, in another order, unknown ones left out, and
//!   with them the objects of types that are no more (in formats that describe themselves, as JSON does).
//!   A type that has another name now is found with `#[object(alias = "…")]`.
//!
//! Several roots are a tuple, a `Vec` or a map of handles, or a struct of yours with `#[derive(Trace, Serialize, Deserialize)]`:
//! `Graph::of(&(ann, bob))` is read as a `Graph<(Obj<Person>, Obj<Person>)>`.
//!
//! Objects that only an `AnyObj` or an `Obj<dyn Trait>` leads to are of types that the compiler cannot see: list them, as in
//! `Graph<Root, (Circle, Square)>` and `Graph::of(&root).with_types::<(Circle, Square)>()`.
//!
//! A generic type writes the bound [`Saved`](crate::serde::Saved) on the parameters that handles lead to, and
//! `#[serde(bound = "")]` for serde:
//!
//! ```
//! # use obj_runtime::prelude::*;
//! # use obj_runtime::serde::Saved;
//! # use serde::{Deserialize, Serialize};
//! #[derive(Object, Serialize, Deserialize)]
//! #[serde(bound = "")]
//! struct Link<T: Saved> { item: Obj<T>, next: ObjCell<Link<T>> }
//! ```
//!
//! Hundreds of types that lead to each other, in a row or in a ring, need no `recursion_limit`. In a build with what debuggers want to
//! know, the compiler's own stack may end at a few hundred: `RUST_MIN_STACK=67108864` in its environment gives it more.
//!
//! The layout of what is saved is [documented](crate::serde#layout): other programs can read it, in any language that reads the
//! format. `examples/travel` has a world in a file, documents in a database, a graph over a socket, and a script in Python
//! that builds the objects again.
//!
//! # Copied
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Clone, Default)]
//! struct Piece { name: Obj<Str>, next: ObjCell<Piece> }
//!
//! let piece = Obj::new(Piece { name: "rook".into(), ..Piece::default() });
//! piece.next.set(&piece);
//! let copy = obj_runtime::deepcopy(&piece);
//! assert!(copy.next.is(&copy));
//! assert!(Obj::is(&copy.name, &piece.name));     // what never changes is shared
//! # (piece.next.set(None), copy.next.set(None));
//! ```
//!
//! # Sent to another thread
//!
//! Handles do not leave their thread. A graph does, if it is the thread's alone: [`Parcel::pack`](crate::Parcel::pack) takes it
//! out, [`unpack`](crate::Parcel::unpack) puts it into the thread that has the parcel. Payloads stay where they are in
//! memory.
//!
//! ```
//! use obj_runtime::Parcel;
//! use obj_runtime::prelude::*;
//! use std::sync::mpsc;
//!
//! #[derive(Object, Default)]
//! struct Job { text: String, then: ObjCell<Job> }
//!
//! let (sender, receiver) = mpsc::channel();
//! let worker = std::thread::spawn(move || {
//!     let job = Obj::new(Job { text: "sweep".into(), ..Job::default() });
//!     job.then.set(Obj::new(Job { text: "mop".into(), then: job.clone().into() }));
//!     sender.send(Parcel::pack(job).unwrap()).unwrap();
//! });
//! let job = receiver.recv().unwrap().unpack();
//! assert_eq!(job.then.get().unwrap().text, "mop");
//! # worker.join().unwrap();
//! # job.then.set(None);
//! ```
//!
//! Somebody who still holds an object of the graph makes an error, which names the field that leads to it and has the root; an
//! `Rc` or a raw pointer somewhere in the types is a compile error where the parcel is sent. Weak handles outside are dead
//! once the graph has gone, and their callbacks run.
//!
//! `examples/travel` has a pool of threads, an interpreter in each of several threads, tasks of tokio and parallel work with rayon.
//!
//! Handles that many threads may have at once pay for that all the time, a parcel on its way only. Nanoseconds for each object of a
//! ring of 200,000 records, each with a name, a handle to the next and one to any other (AMD EPYC, Rust 1.95, the shortest of seven
//! times, as the command `threads` of the benchmark prints them):
//!
//! | handles | clone and drop one | make the ring | go around it | to another thread |
//! |---|--:|--:|--:|--:|
//! | `Obj`, `Parcel` | 0.5 | 49 | 1.2 | 56 to pack, 19 to unpack |
//! | `Arc`, with `Mutex` around what changes | 9.7 | 106 | 20 | 0 |
//! | `gcmodule::ThreadedCc`, the same | 20 | 135 | 40 | 0 |
//! | `dumpster::sync::Gc`, the same | 92 | 305 | 212 | 0 |
