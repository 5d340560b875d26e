//! The columns of a snapshot: a number for each object, or for each edge, in as few bytes as it needs.

use std::collections::{HashMap, HashSet};

use crate::inspect::questions::diff::Diff;
use crate::inspect::questions::identity::Origin;
use crate::inspect::snapshot::Snapshot;
use crate::inspect::snapshot::node::Node;

/// Flags of an object.
const GARBAGE: u32 = 1;
const IMMORTAL: u32 = 2;
const OPAQUE: u32 = 4;
const MADE: u32 = 8;
/// From this bit on: 1 cached, 2 interned, 3 a constant.
const ORIGIN: u32 = 4;

/// Numbers one after the other: seven bits a byte, the lowest first; the highest bit says that more follow (LEB128).
#[derive(Default)]
pub(super) struct Column(pub(super) Vec<u8>);

impl Column {
    fn push(&mut self, mut number: u64) {
        while number > 0x7f {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn of(numbers: impl Iterator<Item = u64>) -> Self {
        let mut column = Self::default();
        numbers.for_each(|number| column.push(number));
        column
    }
}

/// How far it is from one number to another, as a number without sign: 0, -1, 1, -2, …
fn distance(from: impl Into<u64>, to: impl Into<u64>) -> u64 {
    let distance = to.into().cast_signed() - from.into().cast_signed();
    (distance << 1 ^ distance >> 63).cast_unsigned()
}

/// Numbers of which each is near the one before.
fn steps(numbers: impl Iterator<Item = u64>) -> Column {
    let mut last = 0;
    Column::of(numbers.map(|number| distance(std::mem::replace(&mut last, number), number)))
}

/// A column for each thing that the page knows of an object.
pub(super) fn of_nodes(snapshot: &Snapshot, diff: Option<&Diff<'_>>) -> Vec<(&'static str, Column)> {
    let dominators = snapshot.dominators();
    let made: HashSet<u32> = diff.into_iter().flat_map(|diff| diff.made()).map(|node| node.index).collect();
    let column = |number: &dyn Fn(Node<'_>) -> u64| Column::of(snapshot.nodes().map(number));
    vec![
        ("type", column(&|node| u64::from(snapshot.nodes[node.index as usize].kind))),
        ("number", steps(snapshot.nodes().map(Node::number))),
        ("size", column(&|node| node.size() as u64)),
        // Less the object's own size.
        ("retained", column(&|node| dominators.retained_size(node) - node.size() as u64)),
        // From 1; 0 is none.
        ("dominator", column(&|node| dominators.dominator(node).map_or(0, |top| 1 + distance(node.index, top.index)))),
        ("count", column(&|node| node.refcount() as u64)),
        ("outside", column(&|node| node.outside() as u64)),
        ("flags", column(&|node| u64::from(flags(node, made.contains(&node.index))))),
        ("edges", column(&|node| node.referents().len() as u64)),
    ]
}

fn flags(node: Node<'_>, is_made: bool) -> u32 {
    let origin = match node.origin() {
        Origin::Fresh => 0,
        Origin::Cached => 1,
        Origin::Interned => 2,
        Origin::Constant => 3,
    };
    let flags = [
        (node.is_garbage(), GARBAGE),
        (node.is_immortal(), IMMORTAL),
        (node.opaque().is_some(), OPAQUE),
        (is_made, MADE),
    ];
    flags.into_iter().filter(|(is_set, _)| *is_set).fold(origin << ORIGIN, |all, (_, flag)| all | flag)
}

/// The edges in the order of their holders: how far the target is, whether they are weak (the lowest bit), and their names: a
/// way, and what it leaves open.
pub(super) fn of_edges(snapshot: &Snapshot) -> Vec<(&'static str, Column)> {
    let graph = &snapshot.graph;
    let edges = (0..snapshot.len() as u32).flat_map(|node| graph.edges_of(node).map(move |edge| (node, edge)));
    let target = |(node, edge)| distance(node, graph.target(edge)) << 1 | u64::from(graph.is_weak(edge));
    let names = || snapshot.edge_names.iter();
    vec![
        ("target", Column::of(edges.map(target))),
        ("way", Column::of(names().map(|name| u64::from(name.way())))),
        ("open", Column::of(names().map(|name| u64::from(name.number())))),
    ]
}

/// So many different values have their text in the page.
const VALUES: usize = 200_000;

/// The value of each object by number, and the values; 0 is none.
pub(super) fn of_values(snapshot: &Snapshot) -> (Column, Vec<&str>) {
    let (mut column, mut values, mut known) = (vec![0; snapshot.len()], vec![""], HashMap::new());
    for (node, value) in &snapshot.reprs {
        let value: &str = value;
        if values.len() <= VALUES || known.contains_key(value) {
            column[*node as usize] = *known.entry(value).or_insert_with(|| {
                values.push(value);
                (values.len() - 1) as u64
            });
        }
    }
    (Column::of(column.into_iter()), values)
}
