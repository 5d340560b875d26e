//! Twins of scripts that CPython 3.11 has run: what it printed is what our objects print.
//!
//! `expected/NNN.txt` is CPython's output, line by line `label: answer`.

mod coverage;
mod recorded;

mod booleans_and_none;
mod collector_counts;
mod collector_settings;
mod collector_types;
mod deep_and_reused;
mod finalizers;
mod finalizers_and_weak_handles;
mod graph;
mod id_and_hex;
mod identity_of_copies;
mod int_results;
mod interned_text;
mod order_containers;
mod refcount_containers;
mod short_bytes;
mod short_text;
mod small_ints;
mod tuple_identity;
mod two_frozen_sets;
mod weak_handles;
mod weak_maps;
