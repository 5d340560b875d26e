//! Python's object memory for Rust: objects that point at each other as they like.
//!
//! Derive [`Object`](macro@Object) for a type, and [`Obj::new`] puts its values on a heap of counted objects. An [`Obj`] is a
//! handle of eight bytes; the object is freed when the last one goes, and [`gc`] finds what only holds itself in
//! circles. Fields that change are cells: [`ObjCell`], [`WeakCell`], [`ObjVec`], [`ObjMap`]. Equal values can be one
//! object: `#[object(intern)]`, `#[object(cache = …)]`, [`intern!`]. Python's own values are there too ([`Int`], [`Str`],
//! [`List`], [`Dict`], …), and `graph!` writes graphs of objects in Python's statement language. [`inspect`] answers what
//! is on the heap, and who holds it.
//!
//! New here? The [`guide`] begins with [five minutes](guide::start).
//!
//! # Features
//!
//! | feature | |
//! |---|---|
//! | `macros` (on by default) | `#[derive(Object)]`, `#[derive(Trace)]` and `graph!` |
//! | `inspect` (on by default) | the module [`inspect`]: accounts of handles, snapshots, pictures, recordings |
//! | `trace-refs` | each handle remembers the line that took it: see [`inspect`]; handles and objects are larger then |
//! | `parcel` | `Parcel` takes graphs of objects to other threads; `copy` and `deepcopy` |
//! | `serde` | the module `serde`: graphs of objects in any format of the crate `serde` |
//! | `tracing` | events for the subscribers of the crate `tracing`: collections, and what a recording sees |
//! | `arrayvec`, `bytes`, `chrono`, `either`, `enum-map`, `hashbrown`, `indexmap`, `jiff`, `num-bigint`, `ordered-float`, `petgraph`, `rust_decimal`, `serde_json`, `slotmap`, `smallvec`, `thin-vec`, `time`, `url`, `uuid` | types of the crate can be parts of objects |
//!
//! Types of other crates are [`Plain`] parts, if they hold no handles.
//!
//! A release build leaves `inspect` out with `default-features = false, features = ["macros"]`. What remains are the numbers of
//! one object ([`Obj::refcount`], [`Obj::id`], [`AnyObj::type_name`], [`AnyObj::from_id`]) and of the collector
//! ([`gc::stats`]); objects are as large, and take as long, with it as without.
//!
//! # Versions and platforms
//! Rust 1.91 or later, with all features: the first with `TypeId::of` in constants. There is no `no_std`: the heap of a thread is a
//! thread-local, which has to be there until the thread has ended, and panics of finalizers are caught. Targets whose thread-locals
//! end sooner do not compile: Windows with MinGW (those with MSVC or LLVM are fine), Android, OpenBSD, illumos, Solaris, Haiku.
//!
//! # Limits
//!
//! | what | how many, how large | at the limit |
//! |---|---|---|
//! | objects of a thread, and the size of one | as the memory holds | the process aborts, as everywhere in Rust where memory cannot be had; all objects are whole until then |
//! | alignment of an object | 4 KiB | does not compile |
//! | handles to one object | 2³⁰ − 1 at once | the object becomes immortal: it is never freed, and handles to it are no longer counted |
//! | weak handles to one object | as the memory holds | |
//! | depth of objects that hold one another, and of parts inside one object | as the memory holds | boxes in boxes, and callbacks that own the weak handle with the next callback, are dropped by nested calls, as everywhere: for those, the stack |
//! | frames of destructors | 32 at once, of objects that are dropped inside of one another; the rest waits | the stack overflows if 32 do not fit |
//! | `==`, order and hash of nested objects | half a mebibyte of the stack | panics with Python's `RecursionError`; the stack overflows if less is left |
//! | comparison, hash and text of nested [`List`]s and other containers | 1,000 levels | panics with Python's `RecursionError`; without optimisation, they take up to a mebibyte of the stack |
//! | text of nested objects (`Debug` and `Display` of handles) | 256 levels | what lies deeper is written `Name(...)`, as is what is being written already |
//! | values of a type with `cache` | 65,536 | an error at the option |
//! | a unit of `graph!` | as the compiler holds | |
//! | nesting of expressions in a unit, and of blocks | 200, and 20, as in CPython | an error at the expression, or the block |
//! | `for` clauses of a comprehension | 100, and one fewer for every two brackets round it | an error at the clause |
//! | types of objects in a program | as the memory holds | |
//! | thread-locals that leave cycles of objects after the end of the thread's heap (they were used before the first object was made) | 32 | cycles of further ones are not collected |
//! | collections at the end of a thread, while finalizers make new cycles | 3 | cycles that finalizers make in the last are not collected |
//!
//! # Layers
//! From the floor up: a module imports those above it in this list, and none below.
//!
//! - `ground`: hashes, thread-locals, the stack, panics that cannot be passed on; knows nothing of objects.
//! - `ledger`: who took each handle; knows numbers and lines, and does not look at the heap.
//! - `header`: count and flags in front of a value; does not know what its type is.
//! - `handle`: the owner of a count, without a type; does not know what happens when the last one goes.
//! - `trace`: visits the handles inside a value; does not know what for.
//! - `heap`: pages and slots, what is known of a type, who is a candidate; runs no user code and collects nothing.
//! - `weak_table`: weak handles without a type; does not know why an object dies.
//! - `death`: what the drop of a handle does, in order; meets types as functions only.
//! - `collector`: finds garbage cycles and releases them; does not know when it is due but by numbers.
//! - `thread_end`: what happens when a thread ends; knows what is kept until then as a trait only.
//! - `object`: `Object`, the typed handle and what it can do; knows no type but by that trait.
//! - `cells`: fields that change, and maps that keep nothing alive; knows no value of Python's.
//! - `values`: Python's own values; does not know who asks for them.
//! - `gc`: the program's way to the collector.
//! - `travel`: graphs that are copied, sent to other threads, saved and loaded; knows no format.
//! - `inspect`: answers questions about the heap; changes nothing in it.
//! - `graph_runtime`: what units of `graph!` call.
//! - `prelude`: what a program imports.
//! - `guide`: chapters to read, and no code.
//! - `__private`: what generated code may name.
//!
//! What has to go up does so in one way each: a destructor, a finalizer, `trace` and the way out of an intern table are
//! functions in what is known of the type; whether a collection is due is asked by who makes objects; what a thread keeps
//! is registered with its end; panics and collections are reported to hooks on the floor of who reports, and what happens
//! to handles, while a recording lasts, to a listener that is registered with the ledger.
//!
//! # Examples
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Default)]
//! struct Node { next: ObjCell<Node> }
//!
//! let g = graph! {
//!     a = Node { .. };
//!     b = Node { next: a, .. };
//!     a.next = b;
//!     del b;
//! };
//! assert_eq!(Obj::refcount(&g.a), 2);
//! drop(g);
//! assert_eq!(obj_runtime::gc::collect(), 2);
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(feature = "inspect"), allow(dead_code, unreachable_pub, unused_imports, reason = "for `inspect`"))]

// `unsafe` lives in the modules that are marked, with the reason, and nowhere else.
#[allow(unsafe_code, reason = "an instruction of the processor")]
mod ground;
mod ledger;
#[allow(unsafe_code, reason = "the layout of objects")]
mod header;
#[allow(unsafe_code, reason = "the owner of a count")]
mod handle;
#[allow(unsafe_code, reason = "the trait is unsafe to implement, and words are read by its maps")]
mod trace;
#[allow(unsafe_code, reason = "pages, slots and their lists")]
mod heap;
#[allow(unsafe_code, reason = "weak handles without their type")]
mod weak_table;
#[allow(unsafe_code, reason = "death of objects")]
mod death;
#[allow(unsafe_code, reason = "cycle collection")]
mod collector;
mod thread_end;
#[allow(unsafe_code, reason = "the typed handle, and tables of objects that do not own them")]
mod object;
#[allow(unsafe_code, reason = "cells whose content is never lent")]
mod cells;
#[allow(unsafe_code, reason = "objects whose values lie inline, and values that lend nothing")]
mod values;
pub mod gc;
#[allow(unsafe_code, reason = "handles in values are exchanged, and values are moved from thread to thread")]
mod travel;
#[cfg(feature = "inspect")]
pub mod inspect;
mod graph_runtime;
pub mod prelude;
#[cfg(all(feature = "macros", feature = "inspect"))]
pub mod guide;
#[doc(hidden)]
pub mod __private;

pub use cells::{
    ObjCell, ObjMap, ObjMapEntry, ObjMapIter, ObjMapKeys, ObjMapValues, ObjSlice, ObjVec, ObjVecIter, WeakCell,
    WeakKeyMap, WeakValueMap,
};
pub use graph_runtime::ObjOrNone;
pub use heap::type_info::Unhashable;
pub use object::any::AnyObj;
pub use object::attributes::AttributeError;
pub use object::by_id::ById;
pub use object::cleanup::Cleanup;
pub use object::diagnostics::{HashedByValue, Interned, Unshared, WeakTarget};
pub use object::dynamic::CastTo;
pub use object::exclusive::ObjMut;
pub use object::finalize::Finalize;
pub use object::guard::{AnyRef, ObjRef};
pub use object::part::ObjPart;
pub use object::weak::{AnyWeak, Weak};
pub use object::{Obj, Object};
#[doc(hidden)]
pub use trace::{Behind, Leaves, Nearer, Parts, Within};
pub use trace::{Callback, DynTrace, Frozen, Plain, Scale, Signature, Trace, Tracer};
#[cfg(feature = "serde")]
pub use travel::serde;
#[cfg(feature = "parcel")]
pub use travel::{CannotCopy, Parcel, StillHeld, copy, deepcopy, try_deepcopy};
pub use values::{
    Bool, Bytes, Dict, DictItems, DictKeys, DictValues, Float, FrozenSet, Int, List, ListIter, NoneType, Set, SetIter,
    Slice, Str, Tuple,
};

#[cfg(feature = "macros")]
pub use obj_macros::{Object, Trace};

/// The program in the README compiles and does what it says.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct ReadMe;
