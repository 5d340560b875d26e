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
mod id_and_hex;
mod int_results;
mod interned_text;
mod short_bytes;
mod short_text;
mod small_ints;
mod weak_handles;
mod weak_maps;
