//! `petgraph::StableDiGraph`: one graph for everything; handles are indices of its nodes, edges know what they are for.

use std::cell::RefCell;

use ::petgraph::Direction::Outgoing;
use ::petgraph::stable_graph::{NodeIndex, StableDiGraph};
use ::petgraph::visit::EdgeRef;

use crate::contenders::plain::Reclaim;
use crate::workloads::space::Nodes;

/// What an edge is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Next,
    Parent,
    Left,
    Right,
    Edge,
}

/// The graph. Nodes are removed by hand, and their edges, to and from them, go with them.
#[derive(Default)]
pub(crate) struct StableGraph(RefCell<StableDiGraph<Node, Role>>);

enum Node {
    Number(u64),
    Pixels(#[allow(dead_code, reason = "a buffer is written, never read")] Vec<u8>),
}

impl Reclaim for StableGraph {}

impl StableGraph {
    fn add(&self, node: Node) -> NodeIndex {
        self.0.borrow_mut().add_node(node)
    }

    fn target(&self, from: NodeIndex, role: Role) -> Option<NodeIndex> {
        let graph = self.0.borrow();
        graph.edges(from).find(|edge| *edge.weight() == role).map(|edge| edge.target())
    }

    /// Makes `to` the only target in this role.
    fn set(&self, from: NodeIndex, role: Role, to: NodeIndex) {
        let mut graph = self.0.borrow_mut();
        let before = graph.edges(from).find(|edge| *edge.weight() == role).map(|edge| edge.id());
        before.map(|edge| graph.remove_edge(edge));
        graph.add_edge(from, to, role);
    }

    /// Removes `first` and what can be reached from it.
    fn remove_reachable(&self, first: NodeIndex) {
        let mut graph = self.0.borrow_mut();
        let mut left = vec![first];
        while let Some(node) = left.pop() {
            left.extend(graph.neighbors_directed(node, Outgoing));
            graph.remove_node(node);
        }
    }
}

impl Nodes for StableGraph {
    type Branch = NodeIndex;
    type Link = NodeIndex;
    type Member = NodeIndex;
    type Vertex = NodeIndex;
    type Image = NodeIndex;

    fn branch(&self, children: Option<(NodeIndex, NodeIndex)>) -> NodeIndex {
        let node = self.add(Node::Number(0));
        if let Some((left, right)) = children {
            let mut graph = self.0.borrow_mut();
            graph.add_edge(node, left, Role::Left);
            graph.add_edge(node, right, Role::Right);
        }
        node
    }

    fn with_children<R>(&self, branch: &NodeIndex, look: impl FnOnce(Option<(&NodeIndex, &NodeIndex)>) -> R) -> R {
        let children = self.target(*branch, Role::Left).zip(self.target(*branch, Role::Right));
        look(children.as_ref().map(|(left, right)| (left, right)))
    }

    fn link(&self, value: u64) -> NodeIndex {
        self.add(Node::Number(value))
    }

    fn set_next(&self, from: &NodeIndex, to: NodeIndex) {
        self.set(*from, Role::Next, to);
    }

    fn next_value(&self, link: &NodeIndex) -> u64 {
        let graph = self.0.borrow();
        let next = graph.neighbors(*link).next();
        match next.and_then(|next| graph.node_weight(next)) {
            Some(Node::Number(value)) => *value,
            _ => 0,
        }
    }

    fn member(&self) -> NodeIndex {
        self.add(Node::Number(0))
    }

    fn set_parent(&self, member: &NodeIndex, parent: NodeIndex) {
        self.set(*member, Role::Parent, parent);
    }

    fn set_left(&self, member: &NodeIndex, child: NodeIndex) {
        self.set(*member, Role::Left, child);
    }

    fn set_right(&self, member: &NodeIndex, child: NodeIndex) {
        self.set(*member, Role::Right, child);
    }

    fn vertex(&self, label: u64) -> NodeIndex {
        self.add(Node::Number(label))
    }

    fn add_edge(&self, from: &NodeIndex, to: NodeIndex) {
        self.0.borrow_mut().add_edge(*from, to, Role::Edge);
    }

    fn remove_edge(&self, from: &NodeIndex, choose: impl FnOnce(usize) -> usize) {
        let mut graph = self.0.borrow_mut();
        let count = graph.edges(*from).count();
        if count > 0 {
            let chosen = graph.edges(*from).nth(choose(count)).map(|edge| edge.id());
            chosen.map(|edge| graph.remove_edge(edge));
        }
    }

    fn image(&self, bytes: usize) -> NodeIndex {
        self.add(Node::Pixels(vec![1; bytes]))
    }

    fn set_next_image(&self, from: &NodeIndex, to: NodeIndex) {
        self.set(*from, Role::Next, to);
    }

    fn discard_tree(&self, root: NodeIndex) {
        self.remove_reachable(root);
    }

    fn discard_link(&self, link: NodeIndex) {
        self.0.borrow_mut().remove_node(link);
    }

    fn discard_chain(&self, head: NodeIndex) {
        self.remove_reachable(head);
    }

    fn discard_family(&self, member: NodeIndex) {
        self.remove_reachable(member);
    }

    fn discard_pair(&self, member: NodeIndex) {
        let child = self.target(member, Role::Left);
        let mut graph = self.0.borrow_mut();
        graph.remove_node(member);
        child.map(|child| graph.remove_node(child));
    }

    fn discard_vertex(&self, vertex: NodeIndex) {
        self.0.borrow_mut().remove_node(vertex);
    }

    fn discard_image(&self, image: NodeIndex) {
        self.0.borrow_mut().remove_node(image);
    }
}
