//! The edges of a snapshot: an array of them by holder, and an array of their numbers by target.

use std::ops::Range;

/// The number of a node. Below `WEAK`.
pub(in crate::inspect) type NodeIndex = u32;
/// The number of an edge.
pub(in crate::inspect) type EdgeIndex = u32;

/// The target of an edge and, in the highest bit, whether the edge is weak.
#[derive(Clone, Copy)]
struct Target(u32);

const WEAK: u32 = 1 << 31;

/// No node.
pub(in crate::inspect) const NONE: u32 = u32::MAX;

/// Edges by holder: those of node `n` are `first[n]..first[n + 1]`.
pub(in crate::inspect) struct Adjacency {
    first: Vec<EdgeIndex>,
    targets: Vec<Target>,
}

/// The edges by target.
pub(in crate::inspect) struct Incoming {
    first: Vec<u32>,
    /// Each edge, and its holder.
    edges: Vec<(EdgeIndex, NodeIndex)>,
}

impl Adjacency {
    /// Edges of no nodes, with room for so many.
    pub(in crate::inspect) fn with_capacity(nodes: usize) -> Self {
        assert!(nodes < WEAK as usize, "a snapshot has at most 2^31 objects");
        let mut first = Vec::with_capacity(nodes + 1);
        first.push(0);
        Self { first, targets: Vec::with_capacity(nodes) }
    }

    /// Adds an edge from the node that is being made.
    pub(in crate::inspect) fn add_edge(&mut self, target: NodeIndex, weak: bool) {
        debug_assert!(target < WEAK);
        self.targets.push(Target(if weak { target | WEAK } else { target }));
    }

    /// The node that is being made is complete.
    ///
    /// # Panics
    /// If there are 2³² edges.
    pub(in crate::inspect) fn end_node(&mut self) {
        let end = u32::try_from(self.targets.len()).unwrap_or_else(|_| panic!("a snapshot has less than 2^32 edges"));
        self.first.push(end);
    }

    pub(in crate::inspect) fn nodes(&self) -> usize {
        self.first.len() - 1
    }

    pub(in crate::inspect) fn edges(&self) -> usize {
        self.targets.len()
    }

    pub(in crate::inspect) fn edges_of(&self, node: NodeIndex) -> Range<EdgeIndex> {
        self.first[node as usize]..self.first[node as usize + 1]
    }

    pub(in crate::inspect) fn target(&self, edge: EdgeIndex) -> NodeIndex {
        self.targets[edge as usize].0 & !WEAK
    }

    pub(in crate::inspect) fn is_weak(&self, edge: EdgeIndex) -> bool {
        self.targets[edge as usize].0 & WEAK != 0
    }

    /// The target of an edge, if it is strong.
    pub(in crate::inspect) fn strong_target(&self, edge: EdgeIndex) -> Option<NodeIndex> {
        let Target(target) = self.targets[edge as usize];
        (target & WEAK == 0).then_some(target)
    }

    /// The nodes that a node holds, once for each handle.
    pub(in crate::inspect) fn held_by(&self, node: NodeIndex) -> impl Iterator<Item = NodeIndex> {
        self.edges_of(node).filter_map(|edge| self.strong_target(edge))
    }

    /// The holder of an edge. Logarithmic.
    pub(in crate::inspect) fn holder(&self, edge: EdgeIndex) -> NodeIndex {
        (self.first.partition_point(|&first| first <= edge) - 1) as NodeIndex
    }

    /// The edges sorted by target.
    pub(in crate::inspect) fn incoming(&self) -> Incoming {
        let mut first = vec![0; self.nodes() + 1];
        for Target(target) in &self.targets {
            first[(target & !WEAK) as usize + 1] += 1;
        }
        for node in 1..first.len() {
            first[node] += first[node - 1];
        }
        let mut next = first.clone();
        let mut edges = vec![(0, 0); self.targets.len()];
        for holder in 0..self.nodes() as NodeIndex {
            for edge in self.edges_of(holder) {
                let place = &mut next[self.target(edge) as usize];
                edges[*place as usize] = (edge, holder);
                *place += 1;
            }
        }
        Incoming { first, edges }
    }
}

impl Incoming {
    /// The edges to a node, strong and weak, with their holders, in order of those.
    pub(in crate::inspect) fn edges_to(&self, node: NodeIndex) -> &[(EdgeIndex, NodeIndex)] {
        &self.edges[self.first[node as usize] as usize..self.first[node as usize + 1] as usize]
    }
}
