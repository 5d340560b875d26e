//! Coming from arenas and indices, side by side.
//!
//! A common way to hold a graph in Rust is a `Vec` of nodes, or a slot map, and indices in place of references. It needs no
//! library, no count and no collector. What it asks for is that the program knows when a node goes, that the arena is at hand
//! wherever a node is used, and that nobody mixes up indices.
//!
//! # The same graph twice
//!
//! With indices:
//!
//! ```
//! #[derive(Default)]
//! struct Graph { nodes: Vec<Option<Node>> }
//!
//! struct Node { label: &'static str, edges: Vec<usize> }
//!
//! impl Graph {
//!     fn add(&mut self, label: &'static str) -> usize {
//!         self.nodes.push(Some(Node { label, edges: Vec::new() }));
//!         self.nodes.len() - 1
//!     }
//!     fn link(&mut self, from: usize, to: usize) {
//!         self.nodes[from].as_mut().expect("alive").edges.push(to);
//!     }
//!     fn remove(&mut self, node: usize) {
//!         self.nodes[node] = None;                // whoever still has the index finds nothing, or panics
//!         for other in self.nodes.iter_mut().flatten() {
//!             other.edges.retain(|&edge| edge != node);
//!         }
//!     }
//! }
//!
//! let mut graph = Graph::default();
//! let (a, b) = (graph.add("a"), graph.add("b"));
//! graph.link(a, b);
//! graph.link(b, a);
//! graph.remove(b);
//! assert!(graph.nodes[a].as_ref().unwrap().edges.is_empty());
//! # assert_eq!(graph.nodes[a].as_ref().unwrap().label, "a");
//! ```
//!
//! With objects:
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object)]
//! struct Node { label: &'static str, edges: ObjVec<Node> }
//!
//! fn node(label: &'static str) -> Obj<Node> {
//!     Obj::new(Node { label, edges: ObjVec::new() })
//! }
//!
//! let (a, b) = (node("a"), node("b"));
//! a.edges.push(b.clone());
//! b.edges.push(a.clone());
//! assert_eq!(a.edges.at(0).unwrap().label, "b");
//!
//! a.edges.retain(|edge| !Obj::is(edge, &b));      // nobody needs `b` any more, so it goes
//! let weak = Obj::downgrade(&b);
//! drop(b);
//! assert!(weak.is_dead());
//! ```
//!
//! # What is different
//!
//! | | arena and indices | objects |
//! |---|---|---|
//! | functions take | `&mut Graph` and an index | a handle |
//! | two changes at a time | one `&mut` to the whole | each object on its own |
//! | a node goes | when you remove it; then you mend what points to it | when nobody holds it |
//! | a stale reference | an index into nothing, or into somebody else (a slot map's keys notice) | cannot exist; a `Weak` is `None` |
//! | nodes of several types | an arena for each, or an enum | types as they are; `AnyObj`, `Obj<dyn Trait>` |
//! | two graphs | indices of one must not be used in the other | they may point into each other |
//! | freeing the whole graph | at once: drop the arena | object by object, and cycles by a collection |
//! | copying, sending, saving a graph | `clone`, `Send`, serde | `deepcopy`, `Parcel` (feature `parcel`), `Graph` (feature `serde`) |
//! | an edge takes | 4 bytes, if you like | 8 bytes |
//!
//! Take the arena when nodes are made in bulk, live as long as the whole, and are reached from one place: a parser's syntax tree, a mesh,
//! a search over a map. Take objects when parts come and go one by one, are held by several owners, and nobody can say who is
//! the last: documents, user interfaces, interpreters, scenes.
//!
//! # Handles as keys
//!
//! What an index is used for beside the arena (`Vec<Colour>` by node, a set of nodes seen) a map by identity does:
//!
//! ```
//! use obj_runtime::ById;
//! use obj_runtime::prelude::*;
//! use std::collections::HashSet;
//!
//! #[derive(Object, Default)]
//! struct Node { edges: ObjVec<Node> }
//!
//! fn reachable(start: &Obj<Node>) -> usize {
//!     let mut seen = HashSet::from([ById(start.clone())]);
//!     let mut open = vec![start.clone()];
//!     while let Some(node) = open.pop() {
//!         for next in &node.edges {
//!             if !seen.contains(ById::of(&next)) {
//!                 seen.insert(ById(next.clone()));
//!                 open.push(next.clone());
//!             }
//!         }
//!     }
//!     seen.len()
//! }
//!
//! let (a, b) = (Obj::new(Node::default()), Obj::new(Node::default()));
//! a.edges.push(b.clone());
//! b.edges.push(a.clone());
//! assert_eq!(reachable(&a), 2);
//! # a.edges.clear();
//! ```
//!
//! Next: [from Python](super::from_python), or [when not to use it](super::when_not).
