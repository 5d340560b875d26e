//! Taking a snapshot.

use std::any::TypeId;
use std::collections::{BTreeSet, HashSet};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::adjacency::{Adjacency, NodeIndex};
use super::directory::Directory;
use super::names::NameMaker;
use super::outside::{self, NamesOutside};
use super::reprs::{self, Reprs};
use super::{Kind, NodeFacts, Snapshot};
use crate::heap::page::PagePtr;
use crate::heap::type_info::TypeInfo;
use crate::inspect::numbers;
use crate::inspect::walk::{self, Facts, HeapObject, objects_of};
use crate::ledger::{self, Token};
use crate::trace::Tracer;

/// A snapshot of the objects of this thread.
///
/// No user code runs while the objects are looked at, and objects of user types are not asked for their
/// `repr`; see [`snapshot_with`].
///
/// Takes time and memory proportional to the objects and the handles in them: at a million objects, well below a
/// second and some eighty bytes per object.
///
/// # Panics
/// If there are 2³¹ objects or 2³² handles.
///
/// # Examples
/// ```
/// use obj_runtime::inspect;
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Leaf { size: u32 }
/// #[derive(Object)]
/// struct Twig { leaf: Obj<Leaf> }
///
/// let twig = Obj::new(Twig { leaf: Obj::new(Leaf { size: 1 }) });
/// let snapshot = inspect::snapshot();
/// let edge = snapshot.referrers(&twig.leaf).next().unwrap();
/// assert_eq!(edge.name().to_string(), "leaf");
/// assert_eq!(edge.holder(), snapshot.node_of(&twig).unwrap());
/// assert_eq!(snapshot.node_of(&twig.leaf).unwrap().outside(), 0);
/// ```
#[doc(alias = "get_objects")]
#[doc(alias = "take_snapshot")]
#[doc(alias = "tracemalloc")]
#[must_use]
pub fn snapshot() -> Snapshot {
    snapshot_with(Reprs::Values)
}

/// A snapshot with a choice of whose `repr` it shows.
///
/// With [`Reprs::All`], user code runs: each object's `repr`, after everything has been looked at, so that the
/// snapshot is of one moment whatever that code does. Meanwhile a handle to each object is held;
/// when those handles are dropped, objects that can be part of a cycle become candidates of the next
/// collection. A `repr` that panics is left out.
///
/// # Panics
/// As [`snapshot`].
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// let number = Obj::<Int>::from(1_000);
/// let snapshot = inspect::snapshot_with(inspect::Reprs::Values);
/// assert_eq!(snapshot.node_of(&number).unwrap().repr(), Some("1000"));
/// ```
#[must_use]
pub fn snapshot_with(reprs: Reprs) -> Snapshot {
    let pages = walk::pages();
    let there: HashSet<u64> = pages.iter().map(|page| page.sequence).collect();
    numbers::keep_pages(|page| there.contains(&page));
    let mut taking = Taking::start(&pages);
    let objects = || pages.iter().copied().flat_map(objects_of);
    objects().for_each(|object| taking.add_node(object.facts()));
    objects().for_each(|object| taking.add_edges(object));
    // Where no user code runs, looking leaves no trace in a recording.
    let _unobserved = (reprs != Reprs::All).then(ledger::unobserved);
    let held = reprs::prepare(&pages, reprs);
    let names_outside = taking.names_outside();
    let mut snapshot = taking.finish();
    snapshot.reprs = reprs::take(held);
    snapshot.names_outside = names_outside;
    snapshot
}

struct Taking {
    kinds: Vec<Kind>,
    known_kinds: HashMap<TypeId, u32, FixedState>,
    /// The type added last and its number: neighbours are mostly of one type.
    last: Option<(&'static TypeInfo, u32)>,
    nodes: Vec<NodeFacts>,
    graph: Adjacency,
    edge_names: Vec<super::names::Name>,
    directory: Directory,
    names: NameMaker,
    tracer: Tracer,
    /// The tokens of the handles in objects, if handles are traced.
    inside: BTreeSet<Token>,
}

impl Taking {
    fn start(pages: &[PagePtr]) -> Self {
        let count = pages.iter().copied().flat_map(objects_of).count();
        Self {
            kinds: Vec::new(),
            known_kinds: HashMap::with_hasher(FixedState::with_seed(0)),
            last: None,
            nodes: Vec::with_capacity(count),
            graph: Adjacency::with_capacity(count),
            edge_names: Vec::with_capacity(count),
            directory: Directory::of(pages),
            names: NameMaker::new(),
            tracer: Tracer::of_everything(),
            inside: BTreeSet::new(),
        }
    }

    fn add_node(&mut self, facts: Facts) {
        let kind = self.kind(facts.info);
        self.directory.add(facts.id, self.nodes.len() as NodeIndex);
        self.nodes.push(NodeFacts {
            id: facts.id,
            number: facts.number,
            size: facts.size,
            refcount: facts.refcount,
            outside: facts.refcount,
            kind,
            immortal: facts.immortal,
            origin: facts.origin,
            opaque: facts.opaque,
        });
    }

    fn kind(&mut self, info: &'static TypeInfo) -> u32 {
        if let Some((last, kind)) = self.last
            && std::ptr::eq(last, info)
        {
            return kind;
        }
        let kinds = &mut self.kinds;
        let kind = *self.known_kinds.entry(info.type_id).or_insert_with(|| {
            kinds.push(Kind { name: info.name, type_id: info.type_id });
            (kinds.len() - 1) as u32
        });
        self.last = Some((info, kind));
        kind
    }

    fn add_edges(&mut self, object: HeapObject) {
        object.trace(&mut self.tracer);
        if ledger::ARE_TRACED {
            self.inside.extend(self.tracer.take_tokens());
        }
        self.names.start_holder();
        self.tracer.drain_edges(|edge| {
            let Some(target) = self.directory.node_at(edge.target.address()) else { return };
            self.graph.add_edge(target, edge.weak);
            self.edge_names.push(self.names.name(edge.path, target));
            if !edge.weak {
                let outside = &mut self.nodes[target as usize].outside;
                *outside = outside.saturating_sub(1);
            }
        });
        self.graph.end_node();
    }

    fn names_outside(&self) -> NamesOutside {
        let nodes = self.nodes.iter().zip(0..).map(|(facts, node)| (facts.number, node));
        outside::find(&self.inside, nodes)
    }

    fn finish(self) -> Snapshot {
        Snapshot::new(self.kinds, self.nodes, self.graph, self.edge_names, self.names.finish(), self.directory)
    }
}
