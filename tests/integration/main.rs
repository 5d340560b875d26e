//! Behaviour, one module per topic.

mod cell_traits;
mod cells;
mod derive;
mod dynamic;
mod gc_deep;
mod gc_freeze;
mod gc_memory;
mod gc_model;
mod gc_nested;
mod gc_panics;
mod gc_pitfalls;
mod gc_reading;
mod gc_soundness;
mod gc_threads;
mod inspect_identity;
mod lints;
mod node;
mod values_numbers;
mod values_printing;
mod values_text;
mod values_traits;
mod vec;
mod weak;
mod weak_maps;
