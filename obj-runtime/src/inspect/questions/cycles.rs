//! Cycles: which objects form them, and which edges would break them.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use crate::inspect::snapshot::Snapshot;
use crate::inspect::snapshot::adjacency::{EdgeIndex, NodeIndex};
use crate::inspect::snapshot::components::Components;
use crate::inspect::snapshot::node::{Edge, Node};
use crate::inspect::writing::count::Count;

/// Objects each of which holds all others, directly or through others of them; or one that holds itself.
///
/// Displayed as a few sentences that say who they are and which fields would have to be weak.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// # #[derive(Object, Default)]
/// # struct Folder { entries: ObjVec<Folder> }
/// let home = Obj::new(Folder::default());
/// home.entries.push(home.clone());
/// let snapshot = inspect::snapshot();
/// println!("{}", snapshot.cycles()[0]);                 // who is in it, and which edges would break it
/// # home.entries.clear();
/// ```
#[derive(Clone)]
pub struct Cycle<'a> {
    snapshot: &'a Snapshot,
    map: Arc<Map>,
    component: u32,
}

/// All cycles of a snapshot.
struct Map {
    components: Components,
    /// The nodes of cycles, by component, in order.
    members: Vec<NodeIndex>,
    /// Where the members of each component lie; empty for those that are no cycle.
    ranges: Vec<Range<usize>>,
}

impl Snapshot {
    /// All cycles of strong handles: those that garbage is made of, and those that are held from outside and would
    /// be garbage if they were not. In the order of their first objects. Linear.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect;
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object, Default)]
    /// struct Folder { parent: ObjCell<Folder>, entries: ObjVec<Folder> }
    ///
    /// let folder = Obj::new(Folder::default());
    /// for _ in 0..3 {
    ///     let entry = Obj::new(Folder::default());
    ///     entry.parent.set(Some(folder.clone()));
    ///     folder.entries.push(entry);
    /// }
    /// let snapshot = inspect::snapshot();
    /// let cycles = snapshot.cycles();
    /// assert_eq!(cycles.len(), 1);
    /// assert_eq!(cycles[0].members().count(), 4);
    /// assert!(cycles[0].breaking_edges().iter().all(|edge| edge.name().to_string() == "parent"));
    /// # folder.entries.clear();
    /// ```
    #[must_use]
    pub fn cycles(&self) -> Vec<Cycle<'_>> {
        let map = Arc::new(Map::of(self));
        let mut components: Vec<u32> = (0..map.ranges.len() as u32).collect();
        components.retain(|&component| !map.ranges[component as usize].is_empty());
        components.sort_unstable_by_key(|&component| map.members[map.ranges[component as usize].start]);
        components.into_iter().map(|component| Cycle { snapshot: self, map: map.clone(), component }).collect()
    }
}

impl Map {
    fn of(snapshot: &Snapshot) -> Self {
        let components = Components::of(&snapshot.graph, |_| true);
        let mut sizes = vec![0; components.count()];
        for node in 0..snapshot.len() as NodeIndex {
            sizes[components.of_node(node) as usize] += 1;
        }
        let is_cycle = |node: NodeIndex| {
            sizes[components.of_node(node) as usize] > 1 || snapshot.graph.held_by(node).any(|held| held == node)
        };
        let mut members: Vec<NodeIndex> = (0..snapshot.len() as NodeIndex).filter(|&node| is_cycle(node)).collect();
        // A stable sort: members stay in order.
        members.sort_by_key(|&node| components.of_node(node));
        let mut ranges = vec![0..0; components.count()];
        for (place, &node) in members.iter().enumerate() {
            let range = &mut ranges[components.of_node(node) as usize];
            *range = if range.end == 0 { place..place + 1 } else { range.start..place + 1 };
        }
        Self { components, members, ranges }
    }
}

impl<'a> Cycle<'a> {
    fn member_indices(&self) -> &[NodeIndex] {
        &self.map.members[self.map.ranges[self.component as usize].clone()]
    }

    fn contains(&self, node: NodeIndex) -> bool {
        self.map.components.of_node(node) == self.component
    }

    /// The objects.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// home.entries.push(home.clone());
    /// let snapshot = inspect::snapshot();
    /// let cycle = &snapshot.cycles()[0];
    /// assert_eq!(cycle.members().len(), 1);
    /// # home.entries.clear();
    /// ```
    pub fn members(&self) -> impl ExactSizeIterator<Item = Node<'a>> {
        let snapshot = self.snapshot;
        self.member_indices().iter().map(move |&node| snapshot.node(node))
    }

    /// The memory of the objects in bytes.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// home.entries.push(home.clone());
    /// let snapshot = inspect::snapshot();
    /// let cycle = &snapshot.cycles()[0];
    /// assert_eq!(cycle.size(), snapshot.size());
    /// # home.entries.clear();
    /// ```
    #[must_use]
    pub fn size(&self) -> usize {
        self.members().map(Node::size).sum()
    }

    /// Whether no root reaches the objects: then the collector frees them.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// home.entries.push(home.clone());
    /// let snapshot = inspect::snapshot();
    /// let cycle = &snapshot.cycles()[0];
    /// assert!(!cycle.is_garbage());                    // `home` holds it
    /// # home.entries.clear();
    /// ```
    #[must_use]
    pub fn is_garbage(&self) -> bool {
        self.members().next().is_some_and(Node::is_garbage)
    }

    /// The objects that are held from outside, or by an object that is not one of them.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// home.entries.push(home.clone());
    /// let snapshot = inspect::snapshot();
    /// let cycle = &snapshot.cycles()[0];
    /// assert_eq!(cycle.entries().next().unwrap().id(), Obj::id(&home));
    /// # home.entries.clear();
    /// ```
    pub fn entries(&self) -> impl Iterator<Item = Node<'a>> {
        self.members().filter(|member| {
            let held_by_others = |edge: Edge<'a>| !edge.is_weak() && !self.contains(edge.holder().index);
            member.is_root() || member.referrers().any(held_by_others)
        })
    }

    /// The strong edges from one of the objects to another.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// home.entries.push(home.clone());
    /// let snapshot = inspect::snapshot();
    /// let cycle = &snapshot.cycles()[0];
    /// assert_eq!(cycle.edges().count(), 1);
    /// # home.entries.clear();
    /// ```
    pub fn edges(&self) -> impl Iterator<Item = Edge<'a>> {
        let inside = |edge: &Edge<'a>| !edge.is_weak() && self.contains(edge.target().index);
        self.members().flat_map(Node::referents).filter(inside)
    }

    /// Edges that would break the cycle: if they were weak, no cycle would be left among the objects, and all of them
    /// would still be held from the [entry](Self::entries) that keeps them.
    ///
    /// They are those that lead back when the objects are searched from one of the first entries (of a garbage
    /// cycle, which has none, from one of the first objects): the one from which the
    /// fewest fields lead back. Often these are the fields that should be weak, like `parent`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// home.entries.push(home.clone());
    /// let snapshot = inspect::snapshot();
    /// let cycle = &snapshot.cycles()[0];
    /// assert_eq!(cycle.breaking_edges()[0].name().to_string(), "entries[0]");
    /// # home.entries.clear();
    /// ```
    #[must_use]
    pub fn breaking_edges(&self) -> Vec<Edge<'a>> {
        let mut starts: Vec<NodeIndex> = self.entries().take(STARTS).map(|node| node.index).collect();
        if starts.is_empty() {
            starts.extend(self.member_indices().iter().take(STARTS));
        }
        let searches = starts.into_iter().map(|start| self.edges_back(start));
        let best = searches.min_by_key(|edges| (self.count_fields(edges), edges.len())).unwrap_or_default();
        best.into_iter().map(|edge| self.snapshot.edge(edge)).collect()
    }

    /// The number of fields that edges lie in.
    fn count_fields(&self, edges: &[EdgeIndex]) -> usize {
        let mut fields = HashSet::with_hasher(FixedState::with_seed(0));
        for &edge in edges {
            let kind = self.snapshot.nodes[self.snapshot.graph.holder(edge) as usize].kind;
            fields.insert((kind, self.snapshot.edge_names[edge as usize].way()));
        }
        fields.len()
    }

    /// The edges to objects on the way from `start`, in a search in depth.
    fn edges_back(&self, start: NodeIndex) -> Vec<EdgeIndex> {
        let graph = &self.snapshot.graph;
        let members = self.member_indices();
        let place = |node| members.binary_search(&node).unwrap_or_else(|_| unreachable!("a member"));
        let mut colours = vec![Colour::White; members.len()];
        let mut way = vec![(start, graph.edges_of(start))];
        colours[place(start)] = Colour::Grey;
        let mut back = Vec::new();
        while let Some((node, edges)) = way.last_mut() {
            let Some(edge) = edges.next() else {
                colours[place(*node)] = Colour::Black;
                way.pop();
                continue;
            };
            let Some(target) = graph.strong_target(edge).filter(|&target| self.contains(target)) else { continue };
            match colours[place(target)] {
                Colour::White => {
                    colours[place(target)] = Colour::Grey;
                    way.push((target, graph.edges_of(target)));
                }
                Colour::Grey => back.push(edge),
                Colour::Black => {}
            }
        }
        back.sort_unstable();
        back
    }
}

/// How many starts are tried for the edges that break a cycle.
const STARTS: usize = 8;

/// What a search in depth knows of an object, in the words of Cormen et al. (Introduction to Algorithms, 20.3).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Colour {
    /// Not met yet.
    White,
    /// On the way from the start.
    Grey,
    /// Left, with all that it leads to.
    Black,
}

/// How many objects or fields are named.
const NAMED: usize = 5;

impl fmt::Display for Cycle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let members = self.members();
        let held = if self.is_garbage() { "held by nothing else: garbage" } else { "held from outside" };
        write!(f, "cycle of {}, {}, {held}", Count(members.len(), "object"), Count(self.size(), "byte"))?;
        write_some(f, "\n  objects: ", members.len(), members)?;
        let mut fields = BTreeMap::new();
        for edge in self.breaking_edges() {
            *fields.entry(edge.field()).or_insert(0) += 1;
        }
        let fields = fields.into_iter().map(|(field, count)| format!("`{field}` ({})", Count(count, "edge")));
        write_some(f, "\n  broken if these were weak: ", fields.len(), fields)
    }
}

impl fmt::Debug for Cycle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.members()).finish()
    }
}

/// Writes the first few items.
fn write_some(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    count: usize,
    items: impl Iterator<Item = impl fmt::Display>,
) -> fmt::Result {
    f.write_str(title)?;
    for (index, item) in items.take(NAMED).enumerate() {
        write!(f, "{}{item}", if index == 0 { "" } else { ", " })?;
    }
    if count > NAMED { write!(f, ", {} more", count - NAMED) } else { Ok(()) }
}
