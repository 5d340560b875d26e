//! Behaviour, one module per topic.

mod cell_contents;
mod cell_traits;
mod actor;
mod cells;
mod cleanups;
mod derive;
mod dict;
mod dynamic;
mod gc_condition;
mod executor;
mod gc_deep;
mod gc_every_panic;
mod gc_exclusive;
mod gc_freeze;
mod gc_left_out;
mod gc_many_handles;
// Its allocator counts before each allocation, where stacked borrows let no pointer to the allocation read.
#[cfg(not(miri))]
mod gc_memory;
mod gc_owned;
mod gc_model;
mod gc_nested;
mod gc_pace;
mod gc_panics;
mod gc_parts;
mod gc_pitfalls;
mod gc_reading;
mod gc_reading_methods;
mod gc_sizes;
mod gc_soundness;
mod gc_step;
mod gc_thread_ends;
mod gc_threads;
mod graph_blocks;
mod graph_by_name;
mod graph_constants;
mod graph_calls;
mod graph_expressions;
mod graph_edges;
mod graph_formats;
mod graph_hygiene;
mod graph_language;
mod graph_methods;
mod graph_limits;
mod graph_places;
mod handles_as_rc;
mod inspect_accounts;
mod graph_words;
mod guide_figures;
mod inspect_cycles;
mod inspect_dominators;
mod inspect_graphs;
// The reader of the files makes values of an enum from zeros, which Miri rightly refuses.
#[cfg(not(miri))]
mod inspect_heapsnapshot;
mod inspect_identity;
// Reading pictures takes long under Miri, and nothing in drawing them is unsafe.
#[cfg(not(miri))]
mod inspect_neighbours;
mod inspect_page;
mod inspect_pictures;
mod inspect_questions;
mod interning;
mod limits;
mod lints;
mod list;
mod many_types;
mod map;
mod map_entries;
mod nested_comparisons;
mod node;
mod set;
// It reads files, and there is nothing unsafe in it.
#[cfg(not(miri))]
mod std_types;
mod parts;
mod tuple;
#[cfg(feature = "tracing")]
mod tracing_events;
mod values_conversions;
mod weak_any;
mod values_numbers;
mod values_printing;
mod values_text;
mod values_traits;
mod random;
mod refs;
#[cfg(feature = "trace-refs")]
mod refs_recording;
#[cfg(feature = "trace-refs")]
mod refs_replay;
#[cfg(feature = "trace-refs")]
mod refs_sites;
#[cfg(feature = "trace-refs")]
mod refs_values;
mod vec;
mod vec_order;
mod weak;
mod weak_maps;
