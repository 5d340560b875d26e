//! The names of handles outside of objects: with `trace-refs`, of those that were taken while lines were remembered.

use std::collections::BTreeSet;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::adjacency::NodeIndex;
#[cfg(feature = "trace-refs")]
use crate::inspect::recording::named;
use crate::ledger::{self, Token};

/// The names of handles that are in no object, by node, in the order in which the handles were taken.
pub(in crate::inspect) type NamesOutside = HashMap<NodeIndex, Vec<Box<str>>, FixedState>;

/// The names of all open handles but those with the tokens `inside`. `nodes` gives each node with the number of its object.
pub(super) fn find(inside: &BTreeSet<Token>, nodes: impl Iterator<Item = (u64, NodeIndex)>) -> NamesOutside {
    let mut open: Vec<_> = ledger::open_handles().filter(|(token, _)| !inside.contains(token)).collect();
    open.sort_by_key(|(_, handle)| handle.step);
    let mut by_number: HashMap<u64, Vec<Box<str>>, FixedState> = HashMap::with_hasher(FixedState::with_seed(0));
    for (_, handle) in open {
        if let Some(name) = name_of(handle.step) {
            by_number.entry(handle.object).or_default().push(name);
        }
    }
    if by_number.is_empty() {
        return NamesOutside::with_hasher(FixedState::with_seed(0));
    }
    nodes.filter_map(|(number, node)| Some((node, by_number.remove(&number)?))).collect()
}

#[cfg(feature = "trace-refs")]
fn name_of(step: u64) -> Option<Box<str>> {
    named::name_of(step)
}

#[cfg(not(feature = "trace-refs"))]
fn name_of(_: u64) -> Option<Box<str>> {
    None
}
