//! The guide: how to think in objects and handles, a chapter at a time.
//!
//! Each chapter takes a few minutes; every program in it is compiled and run by the tests of this crate, and the pictures are
//! drawn by [`inspect`](crate::inspect) from the programs beside them. For one item of the library its own page says more.
//!
//! **First steps**
//! 1. [`start`]: five minutes, from the dependency to a cycle that is collected
//! 2. [`model`]: objects, handles and counts in pictures
//!
//! **Everyday work**
//!
//! 3. [`cells`]: fields that change, and the cycles they make
//! 4. [`sharing`]: equal values as one object: interning, hash-consing, small values
//! 5. [`endings`]: when objects die: finalizers, weak handles, callbacks
//! 6. [`leaks`]: finding what is still held, and by whom
//! 7. `travel`: graphs that are saved, copied, and sent to other threads (with the features `serde` and `parcel`)
//! 8. [`running`]: rooting (there is none to do), threads, speed and its limits
//!
//! **Coming from elsewhere**
//!
//! 9. [`from_rc`]: from `Rc<RefCell<T>>`
//! 10. [`from_arenas`]: from arenas and indices
//! 11. [`from_python`]: from Python
//! 12. [`graph_language`]: Python's statements in `graph!`, line by line
//! 13. [`messages`]: names in the compiler's messages
//!
//! **Deciding**
//!
//! 14. [`when_not`]: when another tool is the better one
//! 15. [`how`]: how it works
//! 16. [`compared`]: beside `Rc`, dumpster, rust-cc, gc-arena and slotmap

pub mod start;
pub mod model;

pub mod cells;
pub mod sharing;
pub mod endings;
pub mod leaks;
#[cfg(all(feature = "serde", feature = "parcel"))]
pub mod travel;
pub mod running;

pub mod from_rc;
pub mod from_arenas;
pub mod from_python;
#[cfg(feature = "macros")]
pub mod graph_language;
pub mod messages;

pub mod when_not;
pub mod how;
pub mod compared;
