//! How it works: slots, counts, candidates, collections.
//!
//! Nothing here is needed to use the library. It explains the costs.
//!
//! # An object in memory
//!
//! ```text
//!            page of one type
//!   ┌──────┬────────┬────────┬────────┬───────
//!   │ head │ slot   │ slot   │ slot   │  …
//!   └──────┴────────┴────────┴────────┴───────
//!             │
//!             ▼
//!          ┌────────────┬────────────┐
//!          │ count      │ flags      │   header: eight bytes
//!          ├────────────┴────────────┤ ◄─ a handle points here
//!          │ the value               │
//!          └─────────────────────────┘
//! ```
//!
//! Objects of one type lie in pages of their own. What is known of the type (its name, how it is traced and dropped) is found by
//! the page, so an object needs only a count and flags beside its value. To make an object is to take a free slot; to
//! free it, to put the slot back. An object never moves, so its address is its identity.
//!
//! The first sixteen objects of a type, if they are small, lie in *mixed* pages, with those of other types. There, each slot begins
//! with eight bytes that say what the type is. So a type with one object takes a slot, and not a page. (Types with a finalizer,
//! interned and cached ones, and Python's values have pages of their own from the first object on.)
//!
//! # Counting
//!
//! A handle's clone adds one, its drop takes one away; at zero the object dies: finalizer, weak handles, destructor,
//! slot. What dies because of it waits in a list instead of on the stack, so structures of any depth are freed.
//!
//! # Candidates
//!
//! A cycle becomes garbage only when a handle to one of its members is dropped and is not the last. That drop, and only that,
//! marks the member as a *candidate*. Reading through a guard leaves no mark, and a type that cannot be in a cycle (the
//! derive sees it by the fields) is never marked.
//!
//! # A collection
//!
//! 1. **Search**: the candidates are gathered.
//! 2. **Close**: handles are followed from them to all they reach. A *young* collection goes as far as young objects only.
//! 3. **Count**: from a *copy* of each count, the handles found inside are subtracted. What is left are handles from outside.
//! 4. **Rescue**: what is held from outside, and all it reaches, lives.
//! 5. **Release**: the rest is garbage: weak handles are cleared and their callbacks run, finalizers run, what they resurrected is
//!    rescued, then values are dropped.
//!
//! Real counts are never changed by looking, so a panic in the middle changes nothing. Since only candidates start a search, a heap of
//! a million objects that nobody touched takes as long to collect as an empty one.
//!
//! The scheme is that of CPython (`gc_refs`, `Python/gc.c`) on the candidates of Bacon and Rajan (*Concurrent Cycle Collection in Reference
//! Counted Systems*, ECOOP 2001). The order of death is that of PEP 442.
//!
//! # When
//!
//! Whether a collection is due is asked when an object is made, and when a [`gc::ExternalMemory`](crate::gc::ExternalMemory) grows. A young one comes after a number of new candidates
//! ([`gc::threshold`](crate::gc::threshold)), later if the ones before found little, and not while the heap is tiny and does not grow; a full one when
//! the heap, or what its objects own, has grown to a multiple.
//!
//! # Sharing
//!
//! An interned type has a table of its objects by hash, which does not count. Weak handles to an object share an anchor,
//! which is made with the first of them and found through a table beside the object's page; an object that dies clears it.
//!
//! # What makes it safe
//!
//! Handles are counted, so none dangles: one that a `Trace` leaves out counts as held from outside. Cells lend nothing that a
//! change could invalidate. `Drop` is refused for objects, so no destructor meets a dead neighbour. Every block of `unsafe`
//! names the invariant that it relies on; the tests of the crate run under Miri.
//!
//! Next: [beside others](super::compared).
