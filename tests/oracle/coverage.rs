//! What covers each of the 86 scripts.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use Coverage::{None, Pending, Tests, Twin};

/// How far a script is covered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Coverage {
    /// A twin prints the same lines, those without counterpart left out.
    Twin,
    /// Not as a twin but by tests elsewhere.
    Tests(&'static str),
    /// Not yet.
    Pending,
    /// It asks for what is not there, for this reason.
    None(&'static str),
}

const THREE_GENERATIONS: &str =
    "collections are paced by candidates and by growth, not by allocations; there are two generations";
const BY_TYPE: &str = "whether an object is tracked follows from its type and never changes";

/// Each script: its number, its name, what covers it.
const SCRIPTS: [(u32, &str, Coverage); 87] = [
    (1, "small_int_cache", Twin),
    (2, "id_and_hex", Twin),
    (3, "deref_address", Twin),
    (4, "seed_repl_line_by_line", Twin),
    (5, "seed_whole_script", Twin),
    (6, "repl_one_line", Twin),
    (7, "alias_refcount_del", Twin),
    (8, "seed_small_int_refcount", Twin),
    (9, "getrefcount_plus_one", Twin),
    (10, "name_errors", Tests("`ui/graph/name_*`: a name that is not bound is a compile error with Python's words")),
    (11, "int_results_canonical", Twin),
    (12, "bool_and_singletons", Twin),
    (13, "tuple_identity", Twin),
    (14, "str_empty_and_one_char", Twin),
    (15, "ascii_letter_quirk", Twin),
    (16, "bytes_cache", Twin),
    (17, "frozenset_not_singleton", Twin),
    (18, "interned_constants", Twin),
    (19, "interned_names", None("names and attributes are no objects: they are locals and fields of Rust")),
    (20, "sys_intern", Twin),
    (21, "interned_mortality", Twin),
    (22, "const_keys_distinguish_types", Twin),
    (
        23,
        "const_merge_across_code_objects",
        Tests("`graph_constants` of the integration tests: a unit has one pool, and functions are Rust's"),
    ),
    (
        24,
        "constant_folding_limits",
        Tests("`constants` of the macro: what is folded is not to be seen when the program runs"),
    ),
    (25, "folding_identity", Twin),
    (26, "displays_and_membership", Twin),
    (27, "id_reuse", Twin),
    (28, "refcount_containers", Twin),
    (29, "refcount_calls", None("a call of Rust borrows its arguments, and there are no frames that hold any")),
    (30, "refcount_constants", Twin),
    (31, "refcount_singletons", Twin),
    (32, "refcount_types", None("types are no objects: there is nothing that an instance could hold")),
    (33, "order_locals", Twin),
    (34, "order_containers", Twin),
    (35, "order_attributes", Twin),
    (36, "order_rebinding", Twin),
    (37, "order_exceptions_generators", None("there are no exceptions and no generators: failures panic")),
    (38, "trashcan_deep", Twin),
    (39, "trashcan_order", Twin),
    (40, "free_list_reuse", Twin),
    (41, "gc_cycle_counts", Twin),
    (42, "gc_reachability", Twin),
    (43, "gc_only_when_needed", Twin),
    (44, "gc_defaults", Twin),
    (45, "gc_generations", Twin),
    (46, "gc_get_count", None(THREE_GENERATIONS)),
    (47, "gc_trigger_sequence", None(THREE_GENERATIONS)),
    (48, "gc_25_percent_rule", None(THREE_GENERATIONS)),
    (49, "gc_no_trigger_for_balanced", Twin),
    (50, "gc_tracked_atoms", Twin),
    (51, "gc_tracked_tuples", None(BY_TYPE)),
    (52, "gc_tracked_dicts", None(BY_TYPE)),
    (53, "gc_freeze", Twin),
    (54, "gc_referrers_referents", Pending),
    (55, "gc_is_finalized", Twin),
    (56, "gc_stats", Twin),
    (57, "gc_callbacks", Twin),
    (58, "gc_saveall", None("garbage is never kept: there is nothing that cannot be collected")),
    (59, "finalizer_in_cycle", Twin),
    (60, "finalizer_order_cycle", Twin),
    (61, "resurrection_refcount", Twin),
    (62, "resurrection_cycle", Twin),
    (63, "resurrection_partial", Twin),
    (64, "del_exceptions", Twin),
    (65, "weakref_basics", Twin),
    (66, "weakref_callback_order", Twin),
    (67, "weakref_vs_finalizer", Twin),
    (68, "weakref_in_cycles", Twin),
    (69, "weakref_hash_eq", Twin),
    (70, "weakref_proxy", None("a handle cannot pretend to be its object")),
    (71, "weak_value_dictionary", Twin),
    (72, "weak_key_dictionary_and_set", Twin),
    (73, "weakref_finalize", Twin),
    (74, "sizes", Pending),
    (75, "pymalloc_report", None("the allocator prints no report")),
    (76, "pymalloc_classes", Tests("the size classes are tested beside `SizedPools`")),
    (77, "shutdown_order", Tests("`gc_threads` of the integration tests: the end of a thread")),
    (78, "gc_inside_finalizer", Twin),
    (79, "mutation_by_finalizer", Twin),
    (80, "immortality", Pending),
    (81, "identity_of_copies", Twin),
    (82, "real_repl_session", Twin),
    (83, "script_vs_repl_refcount", Twin),
    (84, "refcount_trace", Twin),
    (85, "marshal_sharing", Pending),
    (86, "repl_underscore", None("a unit shows no values, and so keeps none that was shown last")),
    (87, "blocks", Twin),
];

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/oracle"))
}

/// The numbers of the recorded outputs that the sources include.
fn included() -> BTreeSet<u32> {
    let mut numbers = BTreeSet::new();
    let folders = [folder().to_owned(), folder().join("graph")];
    for file in folders.iter().flat_map(|folder| fs::read_dir(folder).expect("the folder of the sources")) {
        let path = file.expect("a readable folder").path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).expect("a readable source");
            let quoted = source.split("expected/").skip(1);
            numbers.extend(quoted.filter_map(|rest| rest.get(..3)?.parse::<u32>().ok()));
        }
    }
    numbers
}

#[test]
#[cfg_attr(miri, ignore = "reads the sources")]
fn every_twin_that_is_listed_is_there() {
    let listed: BTreeSet<u32> =
        SCRIPTS.iter().filter(|(.., coverage)| *coverage == Twin).map(|(number, ..)| *number).collect();
    let recorded = fs::read_dir(folder().join("expected")).expect("the folder of the outputs");
    let recorded: BTreeSet<u32> = recorded
        .filter_map(|file| file.expect("a readable folder").path().file_stem()?.to_str()?.parse().ok())
        .collect();
    assert_eq!(listed, included(), "listed as twins, and included by sources");
    assert_eq!(recorded, included(), "recorded, and included by sources");
}

#[test]
fn every_script_is_listed_once() {
    assert!(SCRIPTS.iter().map(|(number, ..)| *number).eq(1..=87));
    for (number, name, coverage) in SCRIPTS {
        assert!(!name.is_empty());
        if let Tests(words) | None(words) = coverage {
            assert!(words.len() > 20, "{number} {name}: {coverage:?}");
        }
    }
}

/// `cargo test --test oracle what_is_pending -- --ignored --nocapture` lists the scripts without twin.
#[test]
#[ignore = "a list to read"]
fn what_is_pending() {
    for (number, name, coverage) in SCRIPTS {
        if coverage == Pending {
            println!("{number:03} {name}");
        }
    }
}
