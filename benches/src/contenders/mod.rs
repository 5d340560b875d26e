//! Everyone who takes part, one small file each; [`CONTENDERS`] is the list.

mod node_types;
mod pace;
mod plain;

mod arc;
mod arenas;
mod bacon_rajan_cc;
mod boa_gc;
mod consing;
pub(crate) mod cpython;
mod dumpster_sync;
mod dumpster_unsync;
mod gc;
mod gc_arena;
mod gcmodule;
mod interners;
mod interpreters;
mod jrsonnet_gcmodule;
mod obj;
mod obj_values;
mod rc;
mod rust_cc;
mod triomphe;

use internment::{ArcIntern, Intern};
use string_cache::DefaultAtom;
use symbol_table::GlobalSymbol;
use ustr::Ustr;

use self::arenas::bump::Bumped;
use self::arenas::indexed::IndexedSpace;
use self::arenas::petgraph::StableGraph;
use self::arenas::typed_arena::TypedArenas;
use self::arenas::{IdArena, Imbl, Rpds, SlotMap, Thunderdome};
use self::interners::{ByHand, Global};
use self::plain::Plain;
use crate::model::{Allocator, Bench, Contender, Kind, Program};
use crate::workloads::churn::churn;
use crate::workloads::comparison_suite::comparison_suite;
use crate::workloads::consing::consing as consing_of;
use crate::workloads::erased::erased;
use crate::workloads::graphs::graphs;
use crate::workloads::handles::handles;
use crate::workloads::interning::interning;
use crate::workloads::large::{buffers, large};
use crate::workloads::live_heap::live_heap;
use crate::workloads::memory::memory;
use crate::workloads::random_graph::random_graph;
use crate::workloads::small_ints::small_ints;
use crate::workloads::space::{GenericPair, Leaves, Space, Words};
use crate::workloads::units::units;
use crate::workloads::weak::weak;

const fn floor(name: &'static str, benches: fn() -> Vec<Bench>, about: &'static str) -> Contender {
    contender(name, Kind::Floor, false, benches, about)
}

const fn collecting(name: &'static str, benches: fn() -> Vec<Bench>, about: &'static str) -> Contender {
    contender(name, Kind::Collecting, true, benches, about)
}

const fn interner(name: &'static str, reclaims: bool, benches: fn() -> Vec<Bench>, about: &'static str) -> Contender {
    contender(name, Kind::Interner, reclaims, benches, about)
}

const fn arena(
    name: &'static str,
    benches: fn() -> Vec<Bench>,
    about: &'static str,
    gives_up: &'static str,
) -> Contender {
    Contender { gives_up: Some(gives_up), ..contender(name, Kind::Arena, false, benches, about) }
}

const fn contender(
    name: &'static str,
    kind: Kind,
    reclaims: bool,
    benches: fn() -> Vec<Bench>,
    about: &'static str,
) -> Contender {
    Contender {
        name,
        kind,
        reclaims,
        allocator: Allocator::System,
        program: Program::Rust(benches),
        about,
        gives_up: None,
    }
}

/// All contenders, in the order in which they take turns.
pub(crate) static CONTENDERS: &[Contender] = &[
    contender("obj", Kind::Subject, true, obj_benches, "this library"),
    contender(
        "obj-step",
        Kind::Subject,
        true,
        obj_step_benches,
        "full collections in steps of 2,000 every 1,000 objects; young ones by itself",
    ),
    floor("rc", rc_benches, "std::rc::Rc with RefCell, system malloc"),
    Contender {
        allocator: Allocator::Mimalloc,
        ..floor("rc-mimalloc", rc_benches, "std::rc::Rc with RefCell, mimalloc")
    },
    #[cfg(feature = "travel")]
    floor(
        "indices",
        crate::workloads::travel::of_indices,
        "structs with indices, made from a graph and into one by hand",
    ),
    floor("arc", arc_benches, "std::sync::Arc with Mutex"),
    floor("triomphe", objects::<Plain<triomphe::Triomphe>>, "triomphe::Arc with Mutex"),
    collecting("dumpster", dumpster_benches, "dumpster::unsync, collects by itself"),
    collecting(
        "dumpster-sync",
        objects::<Plain<dumpster_sync::DumpsterSync>>,
        "dumpster::sync with Mutex, collects by itself",
    ),
    collecting("gcmodule", objects::<Plain<gcmodule::GcModule>>, "asked to collect when its heap has doubled"),
    collecting("jrsonnet-gcmodule", jrsonnet_benches, "asked to collect when its heap has doubled"),
    collecting("rust-cc", rust_cc_benches, "collects by itself"),
    collecting("bacon_rajan_cc", bacon_rajan_benches, "asked to collect when 10,000 roots are buffered"),
    collecting("gc", objects::<Plain<gc::ManishGc>>, "collects by itself"),
    collecting("boa_gc", boa_benches, "collects by itself"),
    collecting("gc-arena", gc_arena_benches, "pays its debt every 1,000 objects; handles are copies"),
    arena(
        "slotmap",
        objects_by_key::<SlotMap>,
        "keys into slotmap::SlotMap; what goes is removed by hand",
        "nothing is found dead: what nobody removes stays. An object removed too early is missed when its key is used. \
         The map has to be at hand wherever a key is followed",
    ),
    arena(
        "thunderdome",
        objects_by_key::<Thunderdome>,
        "keys into thunderdome::Arena; what goes is removed by hand",
        "as slotmap",
    ),
    arena(
        "petgraph",
        petgraph_benches,
        "node indices of one StableDiGraph, edges with their roles; what goes is removed by hand",
        "nothing is found dead; an index that was removed may name another node later; one type of node and of edge for \
         all; following one edge looks at all of a node",
    ),
    arena(
        "id-arena",
        objects_by_key::<IdArena>,
        "indices into id_arena::Arena, begun anew when nothing is wanted any more",
        "nothing can be removed but everything: with anything alive, memory only grows",
    ),
    arena(
        "bumpalo",
        region_benches::<Bumped>,
        "references into a bumpalo::Bump, with cells; reset after each callback",
        "nothing can be removed but everything, and destructors do not run; references cannot outlive the callback, so \
         that no heap lives on between two of them",
    ),
    arena(
        "typed-arena",
        region_benches::<TypedArenas>,
        "references into a typed_arena::Arena for each type, with cells; dropped after each callback",
        "as bumpalo, but destructors run",
    ),
    arena(
        "imbl",
        objects_by_key::<Imbl>,
        "numbers in an imbl::HashMap, a persistent map; what goes is removed by hand",
        "nothing is found dead; an object has no identity but its number; each look is a search. In return, all of it can \
         be kept as it was at any moment",
    ),
    arena("rpds", objects_by_key::<Rpds>, "numbers in an rpds::HashTrieMap; what goes is removed by hand", "as imbl"),
    interner("lasso", false, interning::<lasso::Rodeo>, "lasso::Rodeo"),
    interner("string-interner", false, interning::<string_interner::DefaultStringInterner>, "default backend"),
    interner("ustr", false, interning::<Global<Ustr>>, "global"),
    interner("internment", false, internment_benches, "internment::Intern, global"),
    interner("internment-arc", true, internment_arc_benches, "internment::ArcIntern, global, counted"),
    interner("hashconsing", false, consing_of::<consing::HashConsing>, "a table of weak handles; purged when asked to"),
    interner("intaglio", false, interning::<intaglio::SymbolTable>, "intaglio::SymbolTable"),
    interner("symbol_table", false, interning::<Global<GlobalSymbol>>, "symbol_table::GlobalSymbol"),
    interner("string_cache", true, interning::<Global<DefaultAtom>>, "string_cache::DefaultAtom, global, counted"),
    interner("hashmap-rc", false, by_hand_benches, "std::collections::HashMap of Rc"),
    Contender {
        name: "cpython",
        kind: Kind::CPython,
        reclaims: true,
        allocator: Allocator::System,
        program: Program::Python,
        about: "python3 on the same work",
        gives_up: None,
    },
];

/// The contender called `name`.
pub(crate) fn find(name: &str) -> Option<&'static Contender> {
    CONTENDERS.iter().find(|contender| contender.name == name)
}

/// The families that every object contender takes part in.
fn objects<S: Space>() -> Vec<Bench>
where
    for<'a> S::Heap<'a>: Leaves<Words<1>>
        + Leaves<Words<2>>
        + Leaves<Words<8>>
        + Leaves<Words<32>>
        + Leaves<Words<384>>
        + Leaves<GenericPair>,
{
    parts([handles::<S>(), large::<S>(), linked::<S>(), memory::<S>()])
}

/// The families of objects that point at each other.
fn linked<S: Space>() -> Vec<Bench> {
    parts([graphs::<S>(), random_graph::<S>(), comparison_suite::<S>(), churn::<S>(), live_heap::<S>(), buffers::<S>()])
}

/// The parts of a contender, one after the other.
fn parts<const N: usize>(parts: [Vec<Bench>; N]) -> Vec<Bench> {
    parts.into_iter().flatten().collect()
}

fn obj_benches() -> Vec<Bench> {
    type S = Plain<obj::Objects<false>>;
    type V = obj_values::Values;
    type C = consing::Interned;
    parts([
        objects::<S>(),
        weak::<S>(),
        erased::<S>(),
        small_ints::<V>(),
        interning::<V>(),
        consing_of::<C>(),
        interpreters::of_obj(),
        units(),
        #[cfg(feature = "travel")]
        crate::workloads::travel::of_graphs(),
    ])
}

fn obj_step_benches() -> Vec<Bench> {
    churn::<Plain<obj::Objects<true>>>()
}

fn rc_benches() -> Vec<Bench> {
    type S = Plain<rc::StdRc>;
    parts([
        objects::<S>(),
        weak::<S>(),
        erased::<S>(),
        small_ints::<rc::StdRc>(),
        interpreters::of_rc(),
        #[cfg(feature = "travel")]
        crate::workloads::travel::of_rc(),
    ])
}

fn dumpster_benches() -> Vec<Bench> {
    parts([objects::<Plain<dumpster_unsync::DumpsterUnsync>>(), interpreters::of_dumpster()])
}

fn arc_benches() -> Vec<Bench> {
    type S = Plain<arc::StdArc>;
    parts([objects::<S>(), weak::<S>(), erased::<S>()])
}

fn jrsonnet_benches() -> Vec<Bench> {
    type S = Plain<jrsonnet_gcmodule::JrsonnetGcModule>;
    parts([objects::<S>(), weak::<S>(), interpreters::of_jrsonnet_gcmodule()])
}

fn rust_cc_benches() -> Vec<Bench> {
    type S = Plain<rust_cc::RustCc>;
    parts([objects::<S>(), weak::<S>(), interpreters::of_rust_cc()])
}

fn bacon_rajan_benches() -> Vec<Bench> {
    type S = Plain<bacon_rajan_cc::BaconRajan>;
    parts([objects::<S>(), weak::<S>()])
}

fn boa_benches() -> Vec<Bench> {
    type S = Plain<boa_gc::BoaGc>;
    parts([objects::<S>(), weak::<S>(), erased::<S>()])
}

fn gc_arena_benches() -> Vec<Bench> {
    type S = gc_arena::GcArena;
    parts([objects::<S>(), weak::<S>(), interpreters::of_gc_arena()])
}

fn objects_by_key<F: arenas::Stores>() -> Vec<Bench> {
    type S<F> = IndexedSpace<F>;
    parts([objects::<S<F>>(), weak::<S<F>>()])
}

fn petgraph_benches() -> Vec<Bench> {
    linked::<Plain<StableGraph>>()
}

/// What can be done where nothing outlives a callback.
fn region_benches<S: Space>() -> Vec<Bench>
where
    for<'a> S::Heap<'a>: Leaves<Words<1>>
        + Leaves<Words<2>>
        + Leaves<Words<8>>
        + Leaves<Words<32>>
        + Leaves<Words<384>>
        + Leaves<GenericPair>,
{
    let mut benches = parts([handles::<S>(), large::<S>(), graphs::<S>(), comparison_suite::<S>(), memory::<S>()]);
    benches.retain(|bench| bench.workload != "suite_stress");
    benches
}

fn internment_benches() -> Vec<Bench> {
    parts([interning::<Global<Intern<str>>>(), consing_of::<consing::Lasting>()])
}

fn internment_arc_benches() -> Vec<Bench> {
    parts([interning::<Global<ArcIntern<str>>>(), consing_of::<consing::Counted>()])
}

fn by_hand_benches() -> Vec<Bench> {
    parts([interning::<ByHand>(), consing_of::<consing::ByHand>()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Family, Scale};
    use crate::stopwatch::Stopwatch;
    use crate::workloads::catalogue;

    /// The stack of a main thread, on which samples are taken. That of a test is smaller.
    const STACK: usize = 8 << 20;

    /// The programs check what they compute.
    #[test]
    fn programs_compute_the_same_on_every_heap() {
        let run = std::thread::Builder::new().stack_size(STACK).spawn(run_programs);
        run.expect("a thread").join().expect("the programs compute the same");
    }

    fn run_programs() {
        let is_program =
            |bench: &Bench| catalogue::find(bench.workload).expect("it is there").family == Family::Programs;
        let mut samples = 0;
        for contender in CONTENDERS {
            let Program::Rust(benches) = contender.program else { continue };
            for bench in benches().into_iter().filter(is_program) {
                assert!((bench.prepare)(Scale { quick: true })(Stopwatch::default()).value > 0.0);
                samples += 1;
            }
        }
        assert!(samples >= 36, "six programs on six heaps, not {samples}");
    }

    #[test]
    fn every_arena_says_what_is_given_up() {
        for contender in CONTENDERS {
            assert_eq!(contender.gives_up.is_some(), contender.kind == Kind::Arena, "{}", contender.name);
        }
    }
}
