//! Everyone who takes part, one small file each; [`CONTENDERS`] is the list.

mod node_types;
mod pace;
mod plain;

mod arc;
mod bacon_rajan_cc;
mod boa_gc;
pub(crate) mod cpython;
mod dumpster_sync;
mod dumpster_unsync;
mod gc;
mod gc_arena;
mod gcmodule;
mod interners;
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

use self::interners::{ByHand, Global};
use self::plain::Plain;
use crate::model::{Allocator, Bench, Contender, Kind, Program};
use crate::workloads::churn::churn;
use crate::workloads::comparison_suite::comparison_suite;
use crate::workloads::erased::erased;
use crate::workloads::graphs::graphs;
use crate::workloads::handles::handles;
use crate::workloads::interning::interning;
use crate::workloads::live_heap::live_heap;
use crate::workloads::memory::memory;
use crate::workloads::random_graph::random_graph;
use crate::workloads::small_ints::small_ints;
use crate::workloads::space::{GenericPair, Leaves, Space, Words};
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

const fn contender(
    name: &'static str,
    kind: Kind,
    reclaims: bool,
    benches: fn() -> Vec<Bench>,
    about: &'static str,
) -> Contender {
    Contender { name, kind, reclaims, allocator: Allocator::System, program: Program::Rust(benches), about }
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
    floor("arc", arc_benches, "std::sync::Arc with Mutex"),
    floor("triomphe", objects::<Plain<triomphe::Triomphe>>, "triomphe::Arc with Mutex"),
    collecting("dumpster", objects::<Plain<dumpster_unsync::DumpsterUnsync>>, "dumpster::unsync, collects by itself"),
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
    interner("lasso", false, interning::<lasso::Rodeo>, "lasso::Rodeo"),
    interner("string-interner", false, interning::<string_interner::DefaultStringInterner>, "default backend"),
    interner("ustr", false, interning::<Global<Ustr>>, "global"),
    interner("internment", false, interning::<Global<Intern<str>>>, "internment::Intern, global"),
    interner("internment-arc", true, interning::<Global<ArcIntern<str>>>, "internment::ArcIntern, global, counted"),
    interner("intaglio", false, interning::<intaglio::SymbolTable>, "intaglio::SymbolTable"),
    interner("symbol_table", false, interning::<Global<GlobalSymbol>>, "symbol_table::GlobalSymbol"),
    interner("string_cache", true, interning::<Global<DefaultAtom>>, "string_cache::DefaultAtom, global, counted"),
    interner("hashmap-rc", false, interning::<ByHand>, "std::collections::HashMap of Rc<str>"),
    Contender {
        name: "cpython",
        kind: Kind::CPython,
        reclaims: true,
        allocator: Allocator::System,
        program: Program::Python,
        about: "python3 on the same work",
    },
];

/// The contender called `name`.
pub(crate) fn find(name: &str) -> Option<&'static Contender> {
    CONTENDERS.iter().find(|contender| contender.name == name)
}

/// The families that every object contender takes part in.
fn objects<S: Space>() -> Vec<Bench>
where
    for<'a> S::Heap<'a>:
        Leaves<Words<1>> + Leaves<Words<2>> + Leaves<Words<8>> + Leaves<Words<32>> + Leaves<GenericPair>,
{
    let mut benches = handles::<S>();
    benches.extend(graphs::<S>());
    benches.extend(random_graph::<S>());
    benches.extend(comparison_suite::<S>());
    benches.extend(churn::<S>());
    benches.extend(live_heap::<S>());
    benches.extend(memory::<S>());
    benches
}

/// The parts of a contender, one after the other.
fn parts<const N: usize>(parts: [Vec<Bench>; N]) -> Vec<Bench> {
    parts.into_iter().flatten().collect()
}

fn obj_benches() -> Vec<Bench> {
    type S = Plain<obj::Objects<false>>;
    type V = obj_values::Values;
    parts([objects::<S>(), weak::<S>(), erased::<S>(), small_ints::<V>(), interning::<V>()])
}

fn obj_step_benches() -> Vec<Bench> {
    churn::<Plain<obj::Objects<true>>>()
}

fn rc_benches() -> Vec<Bench> {
    type S = Plain<rc::StdRc>;
    parts([objects::<S>(), weak::<S>(), erased::<S>(), small_ints::<rc::StdRc>()])
}

fn arc_benches() -> Vec<Bench> {
    type S = Plain<arc::StdArc>;
    parts([objects::<S>(), weak::<S>(), erased::<S>()])
}

fn jrsonnet_benches() -> Vec<Bench> {
    type S = Plain<jrsonnet_gcmodule::JrsonnetGcModule>;
    parts([objects::<S>(), weak::<S>()])
}

fn rust_cc_benches() -> Vec<Bench> {
    type S = Plain<rust_cc::RustCc>;
    parts([objects::<S>(), weak::<S>()])
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
    parts([objects::<S>(), weak::<S>()])
}
