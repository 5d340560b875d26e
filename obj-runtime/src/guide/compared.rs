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
//! | `clone_drop_tracked` | 0.49 | 0.48 | 12.4 | 3.85 | 0.24 |
//! | `new_drop_16` | 1.60 | 6.79 | 34.3 | 9.85 | 20.4 |
//! | `weak_upgrade` | 0.87 | 0.61 | – | 3.81 | 0.60 |
//! | `binary_trees` | 4.94 | 11.7 | 28.1 | 19.7 | 14.2 |
//! | `parent_trees` | 6.83 | 39.4 (leaks) | 293 | 83.6 | 14.9 |
//! | `ring_1e4` | 6.19 | 26.0 (leaks) | 117 | 39.9 | 21.5 |
//! | `deep_chain` | 5.36 | *crash: stack overflow* | *crash: stack overflow* | *crash: stack overflow* | 14.5 |
//! | `random_graph` | 19.5 | 20.4 | 37.7 | 25.1 | 22.8 |
//! | `churn_into_live` | 60.9 | 183 (leaks) | 2288 | 4822 | 82.6 |
//! | `bytes_16` | 25.6 | 48.1 | 32.1 | 64.1 | 48.0 |
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
