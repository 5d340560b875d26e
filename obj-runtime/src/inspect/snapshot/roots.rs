//! Where the graph is held from: roots, what they reach, and the rest.

use super::Snapshot;
use super::adjacency::{NONE, NodeIndex};
use super::components::Components;

/// From which nodes everything is reached.
pub(in crate::inspect) struct Roots {
    /// Whether a root reaches the node.
    reached: Vec<bool>,
    /// The nodes that are held from outside.
    pub(in crate::inspect) held: Vec<NodeIndex>,
    /// Of what no root reaches, some nodes from which all of it is reached: the first of each cycle that nothing
    /// else holds.
    pub(in crate::inspect) garbage: Vec<NodeIndex>,
}

impl Roots {
    pub(in crate::inspect) fn find(snapshot: &Snapshot) -> Self {
        let held: Vec<NodeIndex> = snapshot.roots().map(|node| node.index).collect();
        let reached = reach(snapshot, &held);
        let garbage = first_of_each_source(snapshot, &reached);
        Self { reached, held, garbage }
    }

    pub(in crate::inspect) fn is_reached(&self, node: NodeIndex) -> bool {
        self.reached[node as usize]
    }

    /// Nodes from which every node is reached.
    pub(in crate::inspect) fn all(&self) -> impl Iterator<Item = NodeIndex> {
        self.held.iter().chain(&self.garbage).copied()
    }
}

/// What strong edges lead to from `starts`.
fn reach(snapshot: &Snapshot, starts: &[NodeIndex]) -> Vec<bool> {
    let mut reached = vec![false; snapshot.len()];
    let mut stack = Vec::new();
    for &start in starts {
        reached[start as usize] = true;
        stack.push(start);
    }
    while let Some(node) = stack.pop() {
        for target in snapshot.graph.held_by(node) {
            if !reached[target as usize] {
                reached[target as usize] = true;
                stack.push(target);
            }
        }
    }
    reached
}

/// The first node of each component of unreached nodes that no other component holds.
fn first_of_each_source(snapshot: &Snapshot, reached: &[bool]) -> Vec<NodeIndex> {
    if !reached.contains(&false) {
        return Vec::new();
    }
    let components = Components::of(&snapshot.graph, |node| !reached[node as usize]);
    let unreached = || (0..snapshot.len() as NodeIndex).filter(|&node| components.of_node(node) != NONE);
    let mut is_source = vec![true; components.count()];
    for node in unreached() {
        for target in snapshot.graph.held_by(node) {
            let component = components.of_node(target);
            if component != NONE && component != components.of_node(node) {
                is_source[component as usize] = false;
            }
        }
    }
    unreached().filter(|&node| std::mem::take(&mut is_source[components.of_node(node) as usize])).collect()
}
