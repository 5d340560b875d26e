//! Rooting (there is none to do), threads, speed and its limits.
//!
//! # Rooting: nothing to do
//!
//! Many collectors must be told which objects the program holds: by guards, by a lifetime on every handle, or by a *root* that is
//! registered. Here every handle counts, wherever it is. What is in a local variable, a `Vec`, a `thread_local!` or
//! a closure keeps its object alive, and what is in an object keeps alive as long as that object lives.
//!
//! ```
//! use obj_runtime::prelude::*;
//! use obj_runtime::gc;
//!
//! #[derive(Object, Default)]
//! struct Node { next: ObjCell<Node> }
//!
//! let kept: Box<dyn Fn() -> usize> = {
//!     let node = Obj::new(Node::default());
//!     node.next.set(&node);
//!     Box::new(move || Obj::refcount(&node))      // nobody was told
//! };
//! gc::collect();
//! assert_eq!(kept(), 2);
//! ```
//!
//! There is no point in a program at which a collection would be dangerous, and no handle that can dangle.
//!
//! # Threads: a heap each
//!
//! Each thread has a heap of its own, and handles do not leave it: `Obj<T>` is not `Send`, so a mistake is a compile error. That is what
//! makes a clone as cheap as that of `Rc`. Threads collect without waiting for each other.
//!
//! What goes to another thread is plain data, or a whole graph that nothing outside of it holds: with the feature `parcel`,
//! `Parcel::pack` takes it out of this thread, and `unpack` puts it into another one, with its sharing and its cycles. Plain data
//! needs nothing:
//!
//! ```
//! use obj_runtime::prelude::*;
//! use std::thread;
//!
//! #[derive(Object)]
//! struct Word { text: Obj<Str>, count: u32 }
//!
//! let lengths = thread::spawn(|| {
//!     let words: Vec<Obj<Word>> = ["a", "bc"].map(|text| Obj::new(Word { text: text.into(), count: 1 })).into();
//!     words.iter().map(|word| word.text.len() as u32 * word.count).collect::<Vec<u32>>()
//! });
//! assert_eq!(lengths.join().unwrap(), [1, 2]);
//! ```
//!
//! Tasks of an async runtime that hold handles run on one thread: `spawn_local`, or a runtime of one thread.
//!
//! # Speed: what costs what
//!
//! | | costs |
//! |---|---|
//! | reading a field | a load: a handle is an address |
//! | cloning a handle | an increment |
//! | dropping a handle that is not the last | a decrement; of a type that can be in cycles, now and then a mark |
//! | making an object | a slot of a page, no `malloc` |
//! | an object | eight bytes beside its value (sixteen, of the first of a type); none for weak handles until there is one |
//! | `upgrade` of a weak handle | a load and a check |
//! | a collection | what the *candidates* reach, not the heap; 15 nanoseconds if there are none |
//!
//! A *candidate* is an object that lost a handle and lived on. A program that makes no cycles and reads through guards has few, whatever
//! the size of its heap. Types that cannot be in a cycle (no handles, frozen, interned) are never looked at.
//!
//! If it is slower than you hoped:
//! - read with `borrow`, `at`, `iter` instead of `get`: see [cells](super::cells);
//! - make what never changes frozen or interned: the collector then passes it by;
//! - make parts of what need not be objects: a `#[derive(Trace)]` struct in a `Vec` costs nothing of its own;
//! - after loading what stays for ever, call [`gc::freeze`](crate::gc::freeze);
//! - at the end of a program that has done its work, call [`gc::leak_at_end`](crate::gc::leak_at_end);
//! - build in release mode, and without `trace-refs`.
//!
//! # Pauses
//!
//! Automatic collections are *young* most of the time: they look at what was made since the last one. Full ones come when
//! the heap has grown to a multiple. A program that must not pause does the work in parts, once a frame:
//!
//! ```
//! use obj_runtime::gc;
//!
//! fn end_of_frame() {
//!     gc::step(2_000);                            // looks at about 2,000 objects, then returns
//! }
//! # end_of_frame();
//! ```
//!
//! [`gc::set_condition`](crate::gc::set_condition) lets a function of yours decide when a collection comes: not while a frame is drawn,
//! say. [`gc::stats`](crate::gc::stats) has the number of collections and the longest pause; [`gc::callbacks`](crate::gc::callbacks) calls you
//! before and after each.
//!
//! # Memory that the heap does not see
//!
//! An object of 32 bytes may own a buffer of 32 megabytes. Where that is a `Vec`, a `String` or another type of the standard library,
//! the collector knows, as if the heap had grown by it. A container of your own says what it owns with
//! [`Trace::weigh`](crate::Trace::weigh). Of a texture on a device it is told by a [`gc::ExternalMemory`](crate::gc::ExternalMemory)
//! in the object. [`gc::threshold`](crate::gc::threshold) says more.
//!
//! # Limits
//!
//! | | |
//! |---|---|
//! | handles to one object | 2³⁰; beyond it the object is immortal |
//! | objects, depth of a graph | memory; nothing recurses over the graph |
//! | your own destructors, boxes in boxes, nested `==` and `Hash` | the stack, as everywhere; comparisons end with a `RecursionError` after half a mebibyte of it |
//! | threads | each its own heap; no handle crosses, whole graphs do (feature `parcel`) |
//! | moving objects | none: an address is an identity for as long as the object lives |
//! | the program's global allocator | may not use objects: one may be half changed while it is asked for memory |
//! | memory given back | by full collections; objects of one type share pages, so a page with one live object stays |
//!
//! Next: come from [`Rc<RefCell>`](super::from_rc), [arenas](super::from_arenas) or [Python](super::from_python), or read
//! [when not to use it](super::when_not).
