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
//! | `clone_drop_tracked` | 0.84 | 0.67 | 20.3 | 4.30 | 0.27 |
//! | `new_drop_16` | 3.83 | 10.1 | 50.3 | 13.9 | 25.9 |
//! | `weak_upgrade` | 1.44 | 1.11 | – | 4.40 | 0.92 |
//! | `binary_trees` | 7.15 | 16.3 | 43.7 | 48.3 | 22.7 |
//! | `parent_trees` | 8.49 | 52.4 (leaks) | 383 | 117 | 21.6 |
//! | `ring_1e4` | 8.47 | 37.2 (leaks) | 180 | 57.0 | 31.1 |
//! | `deep_chain` | 6.58 | *crash: stack overflow* | *crash: stack overflow* | *crash: stack overflow* | 24.3 |
//! | `random_graph` | 20.8 | 22.7 | 41.4 | 27.9 | 26.8 |
//! | `churn_into_live` | 84.2 | 228 (leaks) | 2897 | 5055 | 97.2 |
//! | `bytes_16` | 25.5 | 48.0 | 32.1 | 64.1 | 48.0 |
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
