//! Beside `Rc`, dumpster, rust-cc, gc-arena and slotmap.
//!
//! Each is good at something. The figures are from the run that is in the repository as `benches/RESULTS.md`, where
//! its contenders, workloads and limits are listed; `cargo run --release -p obj-benches -- report` makes it anew.
//!
//! # What they are
//!
//! | | a handle | cycles | when things go | threads |
//! |---|---|---|---|---|
//! | `Rc` | counted | leak | at once | one |
//! | [dumpster](https://docs.rs/dumpster) | counted | collected | at once; cycles later | one (`unsync`) or many (`sync`) |
//! | [rust-cc](https://docs.rs/rust-cc) | counted | collected | at once; cycles later | one |
//! | [gc-arena](https://docs.rs/gc-arena) | a copy, with the lifetime of an arena | collected | by the collector, in increments | one |
//! | [slotmap](https://docs.rs/slotmap) | a key, looked up in a map | are nothing special | when you remove them | as the map |
//! | this crate | counted | collected | at once; cycles later | one heap a thread |
//!
//! # What they have
//!
//! | | `Rc` | dumpster | rust-cc | gc-arena | slotmap | this crate |
//! |---|---|---|---|---|---|---|
//! | weak handles | yes | no | a feature | yes | every key is one | yes, with callbacks |
//! | finalizers | `Drop` | `Drop` | yes | by hand | `Drop` | yes |
//! | types without derive | yes | no | no | no | yes | parts by `Plain` |
//! | handles live anywhere | yes | yes | yes | inside the arena | keys do | yes |
//! | equal values as one object | no | no | no | no | no | yes |
//! | cells without borrow panics | no | no | no | locks with barriers | – | yes |
//! | saved with sharing and cycles | no | no | no | no | with its keys | feature `serde` |
//! | who holds what | no | no | no | no | the map lists all | yes |
//!
//! # What they cost
//!
//! Nanoseconds for each, in the run that is committed; *leaks* where the memory does not come back.
//!
//! | workload | obj | rc | dumpster | rust-cc | gc-arena |
//! | --- | ---: | ---: | ---: | ---: | ---: |
//! | `clone_drop_tracked` | 0.84 | 0.67 | 19.0 | 4.28 | 0.28 |
//! | `new_drop_16` | 3.10 | 10.2 | 50.3 | 13.4 | 25.8 |
//! | `weak_upgrade` | 1.45 | 1.09 | – | 4.31 | 0.90 |
//! | `binary_trees` | 7.13 | 18.0 | 42.3 | 54.4 | 19.8 |
//! | `parent_trees` | 8.77 | 52.6 (leaks) | 373 | 124 | 21.2 |
//! | `ring_1e4` | 8.17 | 37.5 (leaks) | 180 | 56.6 | 31.0 |
//! | `deep_chain` | 6.40 | *crash: stack overflow* | *crash: stack overflow* | *crash: stack overflow* | 22.4 |
//! | `random_graph` | 21.1 | 22.8 | 42.8 | 27.6 | 26.9 |
//! | `churn_into_live` | 90.1 | 251 (leaks) | 3372 | 5890 | 105 |
//! | `bytes_16` | 25.6 | 48.0 | 32.0 | 64.1 | 48.0 |
//!
//! Handles are cloned and dropped, objects of 16 bytes made and dropped; a weak handle is upgraded; full trees are built and dropped,
//! without and with pointers to parents; rings of 10,000 nodes are built and collected; a chain of a million nodes is
//! dropped; random links are made and cut; garbage pairs that point into a million live objects are made; and an object of
//! 16 bytes takes so many bytes.
//!
//! # Choosing
//!
//! - **`Rc`**, if there are no cycles, or you know which links are weak, and never will be wrong.
//! - **dumpster**, if handles must cross threads (`dumpster::sync`).
//! - **gc-arena**, if all work on the heap happens inside calls of one arena, as in the loop of an interpreter; if a copied handle
//!   should cost nothing, and pauses must be bounded.
//! - **slotmap**, if you say yourself when a thing goes.
//! - **rust-cc**, if you want finalizers and cleaners in a small crate.
//! - **this crate**, if things should go at once, cycles included some time later; if equal values should be one object; if you
//!   want to ask who holds what.
//!
//! Back to [the guide](super).
