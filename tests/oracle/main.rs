//! Twins of scripts that CPython 3.11 has run: what it printed is what our objects print.
//!
//! `expected/NNN.txt` is CPython's output, line by line `label: answer`.

mod recorded;

mod weak_handles;
mod weak_maps;
