//! Types of `petgraph`.

use petgraph::EdgeType;
use petgraph::graph::{EdgeIndex, Graph, IndexType, NodeIndex};
use petgraph::graphmap::{GraphMap, NodeTrait};
use petgraph::stable_graph::StableGraph;

use crate::trace::{Frozen, Trace};

/// Graphs that own what stands at their nodes and edges.
macro_rules! graph {
    ($type:ident) => {
        // What stands at each node and edge is owned by the graph.
        owner! {
            [N: Trace, E: Trace, D: EdgeType, I: IndexType] $type<N, E, D, I>,
            N::HOLDS_BEHIND || E::HOLDS_BEHIND,
            |graph, tracer| {
                graph.node_indices().for_each(|node| tracer.item(node.index(), &graph[node]));
                graph.edge_indices().for_each(|edge| tracer.value(edge.index(), &graph[edge]));
            }
        }

        impl<N: Frozen, E: Frozen, D: EdgeType, I: IndexType> Frozen for $type<N, E, D, I> {}
    };
}

graph!(Graph);
graph!(StableGraph);

// What stands at each edge is owned by the graph. Nodes can be copied, so they hold no handles.
owner! {
    [N: NodeTrait, E: Trace, D: EdgeType, S: std::hash::BuildHasher] GraphMap<N, E, D, S>, E::HOLDS_BEHIND, |graph, tracer| {
        graph.all_edges().enumerate().for_each(|(index, (_, _, edge))| tracer.value(index, edge));
    }
}

constant! { [I] NodeIndex<I>, [I] EdgeIndex<I> }

#[cfg(test)]
mod tests {
    use std::hash::RandomState;

    use petgraph::{Directed, Undirected};

    use super::*;
    use crate::trace::testing::{is_collected, is_frozen_leaf};

    #[test]
    fn cycles_are_collected() {
        is_collected(|to| {
            let mut graph = Graph::<_, ()>::new();
            graph.add_node(to);
            graph
        });
        is_collected(|to| {
            let mut graph = Graph::<_, _, Undirected>::default();
            let (one, two) = (graph.add_node(1), graph.add_node(2));
            graph.add_edge(one, two, to);
            graph
        });
        is_collected(|to| {
            let mut graph = StableGraph::<_, ()>::new();
            let gone = graph.add_node(None);
            graph.add_node(Some(to));
            graph.remove_node(gone);
            graph
        });
        is_collected(|to| {
            let mut graph = GraphMap::<_, _, Directed, RandomState>::new();
            graph.add_edge("one", "two", to);
            graph
        });
        is_frozen_leaf::<(NodeIndex, EdgeIndex)>();
    }
}
