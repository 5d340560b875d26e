//! When not to use it.
//!
//! Counting and collecting cost something, and a heap for each thread is a limit. Often there is less to pay.
//!
//! | your data | take |
//! |---|---|
//! | a tree whose nodes have one owner | `Box`, `Vec`: ownership says everything |
//! | made in bulk, freed in bulk: a syntax tree, one request, one frame | an arena ([bumpalo](https://docs.rs/bumpalo)), or `Vec` and indices |
//! | you say when a thing goes: entities of a game, connections | a slot map ([slotmap](https://docs.rs/slotmap)) |
//! | shared, never changed, without cycles | `Rc`, or `Arc` across threads |
//! | shared between threads and changed | `Arc<Mutex<T>>`, channels |
//! | nodes and edges for algorithms: shortest paths, flows | [petgraph](https://docs.rs/petgraph) |
//! | a compiler's strings | an interner of its own, if memory need not come back |
//! | `no_std`, a microcontroller, hard real time | none of this: the heap needs threads, memory of the system and pauses that are short, not bounded |
//!
//! # It is the right tool when
//!
//! - objects point at each other as they like, and you do not want to say which links own;
//! - parts are held by several owners, and nobody knows who is the last;
//! - things must go at once when the last owner goes (files, windows, memory), *and* cycles must not leak;
//! - equal values should be one object, and memory come back when they are not needed;
//! - you have to know who holds what, in a test or in a running program;
//! - you write an interpreter, an editor, a user interface, a document or a scene, or teach how Python's memory works.
//!
//! # What it costs beside the alternative
//!
//! In the run of the benchmark that is committed (`benches/RESULTS.md`), a clone of a handle costs what that of an `Rc` does, also of
//! a type that can be in cycles; a weak handle costs more, 1.4 of an `Rc`'s to upgrade; objects are made and dropped faster than by
//! `Rc` with the system's `malloc`. Arenas with keys have neither counts nor a collector to pay for: the benchmark has them, too.
//!
//! # Limits you may meet
//!
//! - Handles do not cross threads, only whole graphs do: see [running](super::running).
//! - `impl Drop` is not for object types: see [endings](super::endings).
//! - Types of other crates that hold handles need a feature of this crate, or a function of yours that visits them
//!   (`trace_with`).
//! - It is Rust without a debugger's view of "the heap": use [`inspect`](crate::inspect) instead.
//!
//! Next: [how it works](super::how).
