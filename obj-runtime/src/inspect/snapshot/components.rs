//! Strongly connected components: sets of objects each of which reaches all others of the set.
//!
//! Tarjan's algorithm (SIAM J. Comput. 1, 1972) with a stack of its own instead of recursion: linear.

use super::adjacency::{Adjacency, EdgeIndex, NONE, NodeIndex};

/// The component of each node.
pub(in crate::inspect) struct Components {
    of: Vec<u32>,
    count: usize,
}

struct Search<'a> {
    graph: &'a Adjacency,
    /// The order in which nodes were met, from 1; 0 for those not met.
    met: Vec<u32>,
    /// The earliest node on the stack that is known to be reached from here.
    low: Vec<u32>,
    of: Vec<u32>,
    /// Nodes met whose component is not complete.
    open: Vec<NodeIndex>,
    /// The way from the start to the node under examination, with the next edge of each node.
    way: Vec<(NodeIndex, EdgeIndex)>,
    met_count: u32,
    components: u32,
}

impl Components {
    /// The components of the graph of strong edges between nodes that are `wanted`.
    ///
    /// Each component's number is greater than those of the components it reaches.
    pub(in crate::inspect) fn of(graph: &Adjacency, wanted: impl Fn(NodeIndex) -> bool) -> Self {
        let count = graph.nodes();
        let mut search = Search {
            graph,
            met: vec![0; count],
            low: vec![0; count],
            of: vec![NONE; count],
            open: Vec::new(),
            way: Vec::new(),
            met_count: 0,
            components: 0,
        };
        for node in 0..count as NodeIndex {
            if search.met[node as usize] == 0 && wanted(node) {
                search.from(node, &wanted);
            }
        }
        Self { of: search.of, count: search.components as usize }
    }

    pub(in crate::inspect) fn count(&self) -> usize {
        self.count
    }

    /// The component of a node; `NONE` if it was not wanted.
    pub(in crate::inspect) fn of_node(&self, node: NodeIndex) -> u32 {
        self.of[node as usize]
    }
}

impl Search<'_> {
    fn from(&mut self, start: NodeIndex, wanted: &impl Fn(NodeIndex) -> bool) {
        self.enter(start);
        while let Some((node, next)) = self.way.last_mut() {
            let (node, edge) = (*node, *next);
            if edge == self.graph.edges_of(node).end {
                self.leave(node);
                continue;
            }
            *next += 1;
            let Some(target) = self.graph.strong_target(edge) else { continue };
            if self.met[target as usize] == 0 {
                if wanted(target) {
                    self.enter(target);
                }
            } else if self.of[target as usize] == NONE {
                let low = &mut self.low[node as usize];
                *low = (*low).min(self.met[target as usize]);
            }
        }
    }

    fn enter(&mut self, node: NodeIndex) {
        self.met_count += 1;
        self.met[node as usize] = self.met_count;
        self.low[node as usize] = self.met_count;
        self.open.push(node);
        self.way.push((node, self.graph.edges_of(node).start));
    }

    fn leave(&mut self, node: NodeIndex) {
        self.way.pop();
        let low = self.low[node as usize];
        if let Some(&(before, _)) = self.way.last() {
            let lowest = &mut self.low[before as usize];
            *lowest = (*lowest).min(low);
        }
        if low == self.met[node as usize] {
            while let Some(member) = self.open.pop() {
                self.of[member as usize] = self.components;
                if member == node {
                    break;
                }
            }
            self.components += 1;
        }
    }
}
