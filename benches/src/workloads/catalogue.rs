//! Every workload: what it is, whom it is compared with, and the bars it is held to.

use crate::model::Against::{Collecting, Interners, Itself, Libraries, Named, ReclaimingInterners};
use crate::model::Family::{Graphs, Handles, Heap, Interning, Memory, Pauses, Programs, Values};
use crate::model::Unit::{Bytes, Nanoseconds};
use crate::model::{Against, Bar, Family, Workload};

/// The least a workload is held to where nothing stricter is said.
const NO_WORSE_THAN_COLLECTING: &[Bar] = &[bar(1.0, Collecting)];

/// What a collection of untouched objects is held to, however many there are: the rest is that the two workloads are not
/// measured at the same time.
const FLAT: &[Bar] = &[bar(1.5, Itself("collect_untouched_1e4"))];

/// What a loop of `graph!` is held to: that in Rust.
const LOOP: &[Bar] = &[bar(1.1, Itself("ring_in_rust"))];

/// For a few instructions, as many as the best peer's, which take a fraction of a nanosecond: the rest is noise.
const SAME_WORK: &[Bar] = &[bar(1.5, Interners)];

/// What weak handles are held to.
const WEAK: &[Bar] = &[bar(1.0, Collecting), bar(1.2, RC)];

/// What an interpreter is held to.
const PROGRAM: &[Bar] = &[bar(1.0, Collecting), bar(0.9, RC_MIMALLOC)];

/// What the all-dynamic interpreter is held to.
const DYNAMIC: &[Bar] = &[bar(1.0, Collecting), bar(1.0, RC)];

/// What saving and loading are held to.
#[cfg(feature = "travel")]
const BESIDE_INDICES: &[Bar] = &[bar(1.3, INDICES)];

/// What is written beside serde's feature `rc`, at most.
#[cfg(feature = "travel")]
const BESIDE_RC: &[Bar] = &[bar(1.1, RC)];

/// What it takes to send a graph, at most.
#[cfg(feature = "travel")]
const AS_COLLECTION: &[Bar] = &[bar(1.5, Itself("travel_collect"))];
#[cfg(feature = "travel")]
const AS_RING: &[Bar] = &[bar(1.5, Itself("travel_ring_collect"))];

/// The most memory that saving and loading take.
#[cfg(feature = "travel")]
const PEAK: &[Bar] = &[bar(1.5, Itself("travel_bytes"))];

#[cfg(feature = "travel")]
const TRAVEL: Family = Family::Travel;
#[cfg(feature = "travel")]
const INDICES: Against = Named("indices");
const RC: Against = Named("rc");
const RC_MIMALLOC: Against = Named("rc-mimalloc");

const fn bar(limit: f64, against: Against) -> Bar {
    Bar { limit, against }
}

const fn timed(
    name: &'static str,
    family: Family,
    per: &'static str,
    peers: Against,
    bars: &'static [Bar],
    about: &'static str,
) -> Workload {
    Workload { name, family, unit: Nanoseconds, per, peers, bars, fresh_process: false, about }
}

#[cfg(feature = "travel")]
const fn travel(name: &'static str, peers: Against, bars: &'static [Bar], about: &'static str) -> Workload {
    timed(name, TRAVEL, "object", peers, bars, about)
}

const fn weighed(
    name: &'static str,
    family: Family,
    per: &'static str,
    peers: Against,
    bars: &'static [Bar],
    about: &'static str,
) -> Workload {
    Workload { name, family, unit: Bytes, per, peers, bars, fresh_process: true, about }
}

/// All workloads, in the order in which they run and are shown.
pub(crate) static WORKLOADS: &[Workload] = &[
    timed(
        "clone_drop_untracked",
        Handles,
        "clone",
        RC,
        &[bar(1.15, RC)],
        "clone and drop a handle of a type that cannot be in a cycle",
    ),
    timed(
        "clone_drop_tracked",
        Handles,
        "clone",
        RC,
        &[bar(1.4, RC)],
        "clone and drop a handle of a type that can be in a cycle",
    ),
    timed(
        "new_drop_16",
        Handles,
        "object",
        Collecting,
        &[bar(0.25, Collecting), bar(0.3, RC), bar(0.5, RC_MIMALLOC)],
        "make and drop an object of 16 bytes",
    ),
    timed(
        "new_drop_64",
        Handles,
        "object",
        Collecting,
        &[bar(0.4, Collecting), bar(0.5, RC_MIMALLOC)],
        "make and drop an object of 64 bytes",
    ),
    timed(
        "new_drop_256",
        Handles,
        "object",
        Collecting,
        &[bar(1.0, Collecting), bar(0.5, RC_MIMALLOC)],
        "make and drop an object of 256 bytes",
    ),
    timed(
        "new_drop_generic",
        Handles,
        "object",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "make and drop an object of a generic type",
    ),
    timed(
        "kept_in_order",
        Handles,
        "object",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "make 1e6 objects of 16 bytes, drop them in the same order",
    ),
    timed(
        "kept_random",
        Handles,
        "object",
        Collecting,
        &[bar(1.0, Collecting), bar(0.35, RC)],
        "make 1e6 objects of 16 bytes, drop them in random order",
    ),
    timed(
        "large_at_worst",
        Handles,
        "object",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "make and drop an object of 3 KiB at the dearest place of a heap that small objects fill",
    ),
    timed("weak_upgrade", Handles, "upgrade", Collecting, WEAK, "get a handle from a weak handle, drop it"),
    timed(
        "weak_downgrade",
        Handles,
        "weak handle",
        Collecting,
        WEAK,
        "make a weak handle to an object that has one, drop it",
    ),
    timed(
        "erased_downcast",
        Handles,
        "handle",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "ask an erased handle for its type and read a number",
    ),
    timed(
        "binary_trees",
        Graphs,
        "node",
        Collecting,
        &[bar(1.0, Collecting), bar(0.45, RC)],
        "build and drop an unchanging full tree of depth 16",
    ),
    timed(
        "parent_trees",
        Graphs,
        "node",
        Collecting,
        &[bar(0.5, Collecting)],
        "build, drop and collect a full tree of depth 16 whose nodes point to their parents",
    ),
    timed(
        "ring_1e3",
        Graphs,
        "node",
        Collecting,
        &[bar(0.75, Collecting)],
        "build, drop and collect rings of 1e3 nodes",
    ),
    timed(
        "ring_1e4",
        Graphs,
        "node",
        Collecting,
        &[bar(0.75, Collecting)],
        "build, drop and collect rings of 1e4 nodes",
    ),
    timed(
        "ring_1e5",
        Graphs,
        "node",
        Collecting,
        &[bar(0.6, Collecting)],
        "build, drop and collect rings of 1e5 nodes",
    ),
    timed(
        "ring_1e6",
        Graphs,
        "node",
        Collecting,
        &[bar(0.6, Collecting)],
        "build, drop and collect a ring of 1e6 nodes",
    ),
    timed("ring_in_rust", Graphs, "node", Itself("ring_in_rust"), &[], "build a ring of 1e6 nodes in a loop of Rust"),
    timed(
        "ring_in_unit",
        Graphs,
        "node",
        Itself("ring_in_rust"),
        LOOP,
        "build a ring of 1e6 nodes in the same loop, in `graph!`",
    ),
    timed(
        "ring_in_unit_while",
        Graphs,
        "node",
        Itself("ring_in_rust"),
        &[],
        "build a ring of 1e6 nodes in `graph!`, counted with `while` and an `Int`",
    ),
    timed("two_cycles", Graphs, "node", Collecting, &[bar(0.6, Collecting)], "make garbage pairs that hold each other"),
    timed(
        "deep_chain",
        Graphs,
        "node",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "build and drop a chain of 1e6 nodes on the main thread's stack",
    ),
    timed(
        "random_graph",
        Graphs,
        "step",
        Collecting,
        &[bar(1.0, Collecting), bar(1.05, RC)],
        "1e6 random steps (make, link, unlink, drop), collect at the end",
    ),
    timed(
        "suite_stress",
        Graphs,
        "node",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "rooted nodes with random edges, roots dropped in 32 rounds with a collection each",
    ),
    timed(
        "suite_trees",
        Graphs,
        "node",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "build, count and drop many small trees",
    ),
    timed(
        "suite_parent_trees",
        Graphs,
        "node",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "build and drop many small trees with parent pointers",
    ),
    timed(
        "suite_linked_lists",
        Graphs,
        "node",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "30 lists of 4,096 nodes linked both ways, then a collection",
    ),
    timed(
        "churn",
        Heap,
        "object",
        Collecting,
        &[bar(0.4, Collecting)],
        "1e6 live objects; make 1e6 more as short-lived pairs that hold each other",
    ),
    timed(
        "churn_into_live",
        Heap,
        "object",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "as `churn`, each pair pointing to a live object drawn from all of them",
    ),
    timed(
        "collect_untouched_1e4",
        Heap,
        "collection",
        Collecting,
        &[],
        "full collection of 1e4 live objects that nobody touched",
    ),
    timed(
        "collect_untouched_1e5",
        Heap,
        "collection",
        Collecting,
        FLAT,
        "full collection of 1e5 live objects that nobody touched",
    ),
    timed(
        "collect_untouched_1e6",
        Heap,
        "collection",
        Collecting,
        FLAT,
        "full collection of 1e6 live objects that nobody touched",
    ),
    timed(
        "collect_touched",
        Heap,
        "collection",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "full collection of 1e6 live objects after a handle to each was cloned and dropped",
    ),
    timed(
        "read_then_collect",
        Heap,
        "object",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "read 1e6 objects through a cell, then collect",
    ),
    timed(
        "churn_pause",
        Pauses,
        "longest pause",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "the longest wait for one pair or safe point in `churn`",
    ),
    timed(
        "churn_into_live_pause",
        Pauses,
        "longest pause",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "the longest wait for one pair or safe point in `churn_into_live`",
    ),
    weighed("bytes_8", Memory, "object", Libraries, &[bar(1.0, Libraries)], "resident growth for an object of 8 bytes"),
    weighed(
        "bytes_16",
        Memory,
        "object",
        Libraries,
        &[bar(1.0, Libraries)],
        "resident growth for an object of 16 bytes",
    ),
    weighed(
        "bytes_link",
        Memory,
        "object",
        Libraries,
        &[bar(1.0, Libraries)],
        "resident growth for an object with a number and one cell",
    ),
    weighed(
        "buffers_peak",
        Memory,
        "live byte",
        Collecting,
        NO_WORSE_THAN_COLLECTING,
        "the most memory, of 20 live objects that hold themselves and a buffer of 64 KiB each, thousands having come and gone",
    ),
    timed(
        "small_ints",
        Values,
        "handle",
        Named("rc"),
        &[bar(1.2, RC)],
        "get and drop a handle to an integer in -5..=256",
    ),
    timed(
        "intern_hit",
        Interning,
        "look-up",
        Interners,
        &[bar(1.1, Interners)],
        "intern one of 1e3 texts that are there",
    ),
    timed("intern_miss", Interning, "string", Interners, &[bar(1.1, Interners)], "intern a text that is not there"),
    timed(
        "intern_zipf",
        Interning,
        "look-up",
        Interners,
        &[bar(1.1, Interners)],
        "intern 1e6 words of a text with a vocabulary of 1e5 (Zipf)",
    ),
    timed(
        "symbol_compare",
        Interning,
        "comparison",
        Interners,
        &[],
        "compare two symbols with `==`; of `obj` and `hashmap-rc`, whose texts need not be symbols, the texts",
    ),
    timed(
        "symbol_is",
        Interning,
        "comparison",
        Interners,
        SAME_WORK,
        "ask whether two symbols are one: `Obj::is`, `Rc::ptr_eq`, elsewhere `==`",
    ),
    timed(
        "symbol_hash",
        Interning,
        "symbol",
        Interners,
        &[],
        "feed a symbol to a hasher; of `obj` and `hashmap-rc`, whose maps find a `str`, the text",
    ),
    timed(
        "symbol_hash_id",
        Interning,
        "symbol",
        Interners,
        SAME_WORK,
        "feed what tells symbols apart to a hasher: `Obj::id`, the address of an `Rc`, elsewhere the symbol",
    ),
    timed(
        "intern_release",
        Interning,
        "string",
        ReclaimingInterners,
        &[bar(1.0, ReclaimingInterners)],
        "let go of the last symbol of a text",
    ),
    weighed(
        "intern_bytes",
        Interning,
        "string",
        ReclaimingInterners,
        &[bar(1.0, ReclaimingInterners)],
        "resident growth for an interned text of 12 to 21 bytes",
    ),
    weighed(
        "intern_bytes_kept",
        Interning,
        "string",
        ReclaimingInterners,
        &[],
        "resident growth that stays when the last symbol is gone",
    ),
    timed(
        "cons_dag",
        Interning,
        "term",
        ReclaimingInterners,
        &[bar(1.0, ReclaimingInterners)],
        "hash-cons 1e6 terms of two recent terms, most of them there already; let go of all",
    ),
    timed(
        "cons_chain",
        Interning,
        "term",
        ReclaimingInterners,
        &[bar(1.0, ReclaimingInterners)],
        "hash-cons a chain of 1e6 terms; let go of it",
    ),
    timed(
        "cons_collisions",
        Interning,
        "number",
        ReclaimingInterners,
        &[bar(1.0, ReclaimingInterners)],
        "intern numbers of which 64 at a time have one hash, twice each; let go of all",
    ),
    timed("lisp_fib", Programs, "run", Collecting, DYNAMIC, "all-dynamic Lisp: the 21st Fibonacci number, recursively"),
    timed("lisp_lists", Programs, "run", Collecting, DYNAMIC, "all-dynamic Lisp: lists and search trees of pairs"),
    timed(
        "script_tables",
        Programs,
        "run",
        Collecting,
        PROGRAM,
        "bytecode machine: tables as linked lists, arrays and records that know each other",
    ),
    timed(
        "script_methods",
        Programs,
        "run",
        Collecting,
        PROGRAM,
        "bytecode machine: objects whose methods are closures over them",
    ),
    timed(
        "lazy_objects",
        Programs,
        "run",
        Collecting,
        PROGRAM,
        "lazy language: objects by extension, fields by `self` and `super`, shared objects",
    ),
    timed(
        "lazy_calls",
        Programs,
        "run",
        Collecting,
        PROGRAM,
        "lazy language: functions as values, recursive variables, lists made of objects",
    ),
    #[cfg(feature = "travel")]
    travel("travel_save", INDICES, BESIDE_INDICES, "save a tree whose nodes know their parents through postcard"),
    #[cfg(feature = "travel")]
    travel("travel_load", INDICES, BESIDE_INDICES, "load it again"),
    #[cfg(feature = "travel")]
    travel("travel_round", INDICES, &[], "save it and load it again"),
    #[cfg(feature = "travel")]
    travel("travel_json_save", INDICES, BESIDE_INDICES, "save it as JSON"),
    #[cfg(feature = "travel")]
    travel("travel_json_load", INDICES, BESIDE_INDICES, "load it from JSON"),
    #[cfg(feature = "travel")]
    travel("travel_copy", INDICES, &[bar(0.25, Itself("travel_round"))], "copy it, deeply"),
    #[cfg(feature = "travel")]
    travel("travel_collect", INDICES, &[], "a full collection that looks at all of it"),
    #[cfg(feature = "travel")]
    travel("travel_pack", INDICES, AS_COLLECTION, "take it out of its thread"),
    #[cfg(feature = "travel")]
    travel("travel_unpack", INDICES, AS_COLLECTION, "put it into a thread"),
    #[cfg(feature = "travel")]
    travel("travel_send", INDICES, &[bar(0.2, Itself("travel_round"))], "both, one after the other"),
    #[cfg(feature = "travel")]
    travel(
        "travel_ring_collect",
        INDICES,
        &[],
        "a full collection of a ring of records, each with a handle to any other",
    ),
    #[cfg(feature = "travel")]
    travel("travel_ring_pack", INDICES, AS_RING, "take it out of its thread"),
    #[cfg(feature = "travel")]
    travel("travel_ring_unpack", INDICES, AS_RING, "put it into a thread"),
    #[cfg(feature = "travel")]
    travel("travel_down_save", RC, BESIDE_RC, "save a tree that only leads down; `rc` is as serde's feature `rc`"),
    #[cfg(feature = "travel")]
    travel("travel_down_load", RC, BESIDE_RC, "load it again"),
    #[cfg(feature = "travel")]
    travel("travel_down_json_save", RC, BESIDE_RC, "save it as JSON"),
    #[cfg(feature = "travel")]
    travel("travel_down_json_load", RC, BESIDE_RC, "load it from JSON"),
    #[cfg(feature = "travel")]
    Workload {
        family: TRAVEL,
        ..weighed("travel_bytes", Memory, "object", INDICES, &[], "the tree whose nodes know their parents")
    },
    #[cfg(feature = "travel")]
    Workload {
        family: TRAVEL,
        ..weighed("travel_save_peak", Memory, "object", INDICES, PEAK, "the most that is in memory while it is saved")
    },
    #[cfg(feature = "travel")]
    Workload {
        family: TRAVEL,
        ..weighed("travel_load_peak", Memory, "object", INDICES, PEAK, "the most while it is loaded")
    },
];

/// The workload called `name`.
pub(crate) fn find(name: &str) -> Option<&'static Workload> {
    WORKLOADS.iter().find(|workload| workload.name == name)
}
