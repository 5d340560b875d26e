//! The table of types that the page begins with.

use std::cmp::Reverse;
use std::fmt;

use crate::inspect::snapshot::Snapshot;
use crate::inspect::snapshot::node::Node;

/// So many types are told of, those with the most bytes.
const CLASSES: usize = 500;

/// What is said of a type, by its number. Displayed as JSON.
#[derive(Clone)]
pub(super) struct Class {
    kind: usize,
    objects: u64,
    bytes: u64,
    /// What its objects keep, each thing once.
    kept: u64,
    garbage: u64,
}

/// The types with objects, those with the most bytes first.
pub(super) fn largest(snapshot: &Snapshot) -> Vec<Class> {
    let empty = |kind| Class { kind, objects: 0, bytes: 0, kept: 0, garbage: 0 };
    let mut classes: Vec<Class> = (0..snapshot.kinds.len()).map(empty).collect();
    let (dominators, kind) = (snapshot.dominators(), |node: Node<'_>| snapshot.nodes[node.index as usize].kind);
    for node in snapshot.nodes() {
        let class = &mut classes[kind(node) as usize];
        class.objects += 1;
        class.bytes += node.size() as u64;
        class.garbage += u64::from(node.is_garbage());
        // What is below another of the type is in what that one keeps.
        if dominators.dominator(node).is_none_or(|top| kind(top) != kind(node)) {
            class.kept += dominators.retained_size(node);
        }
    }
    classes.sort_by_key(|class| Reverse(class.bytes));
    classes.truncate(CLASSES);
    classes
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, objects, bytes, kept, garbage } = self;
        write!(f, "[{kind},{objects},{bytes},{kept},{garbage}]")
    }
}
