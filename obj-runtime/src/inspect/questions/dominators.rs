//! Who keeps what alive: dominators and retained sizes.
//!
//! An object *dominates* another if every way from the roots to that one leads through it; so it alone keeps it
//! alive. This is the algorithm of Lengauer and Tarjan (TOPLAS 1, 1979) with path compression, in its simple form:
//! O(edges · log objects) whatever the graph. The iterative algorithms that are popular for the small graphs
//! of compilers (Cooper, Harvey, Kennedy) take quadratic time on heaps as common as a long list whose nodes all
//! hold one shared value: each edge to the value has them walk the list.

use crate::inspect::snapshot::Snapshot;
use crate::inspect::snapshot::adjacency::{NONE, NodeIndex};
use crate::inspect::snapshot::node::Node;

/// The dominators of the objects of a [`Snapshot`], and how much each retains.
///
/// A node is dominated by the one object without which it would go, or by none if several hold it in ways that have no
/// object in common, or if it is held from outside. In garbage cycles, which nothing holds, the first
/// object of each counts as held.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// # #[derive(Object, Default)]
/// # struct Folder { entries: ObjVec<Folder> }
/// let (home, music) = (Obj::new(Folder::default()), Obj::new(Folder::default()));
/// home.entries.push(music.clone());
/// let snapshot = inspect::snapshot();
/// for (node, bytes) in snapshot.dominators().largest(10) {
///     println!("{node} keeps {bytes} bytes");
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Dominators<'a> {
    snapshot: &'a Snapshot,
    tree: &'a Tree,
}

impl Snapshot {
    /// Who keeps what alive.
    ///
    /// The first call takes O(edges · log objects): about a second for a million objects.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect;
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Leaf { size: u32 }
    /// #[derive(Object)]
    /// struct Twig { leaf: Obj<Leaf> }
    ///
    /// let twig = Obj::new(Twig { leaf: Obj::new(Leaf { size: 1 }) });
    /// let snapshot = inspect::snapshot();
    /// let (twig, leaf) = (snapshot.node_of(&twig).unwrap(), snapshot.node_of(&twig.leaf).unwrap());
    /// assert_eq!(snapshot.dominators().dominator(leaf), Some(twig));
    /// assert_eq!(snapshot.dominators().retained_size(twig), (twig.size() + leaf.size()) as u64);
    /// ```
    #[must_use]
    pub fn dominators(&self) -> Dominators<'_> {
        Dominators { snapshot: self, tree: self.tree() }
    }
}

impl<'a> Dominators<'a> {
    /// The one object that keeps this one alive, the nearest if there are several.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// home.entries.push(Obj::new(Folder::default()));
    /// let snapshot = inspect::snapshot();
    /// let dominators = snapshot.dominators();
    /// let music = snapshot.referents(&home).next().unwrap().target();
    /// assert_eq!(dominators.dominator(music).unwrap().id(), Obj::id(&home));
    /// ```
    #[must_use]
    pub fn dominator(self, node: Node<'a>) -> Option<Node<'a>> {
        let dominator = self.tree.dominators[node.index as usize];
        (dominator != NONE).then(|| self.snapshot.node(dominator))
    }

    /// The bytes that would be freed if the object went: its own, and those of what it dominates.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// home.entries.push(Obj::new(Folder::default()));
    /// let snapshot = inspect::snapshot();
    /// let dominators = snapshot.dominators();
    /// let music = snapshot.referents(&home).next().unwrap().target();
    /// assert_eq!(dominators.retained_size(music), music.size() as u64);
    /// ```
    #[must_use]
    pub fn retained_size(self, node: Node<'a>) -> u64 {
        self.tree.retained[node.index as usize]
    }

    /// The objects that retain most, with their retained sizes, largest first.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// home.entries.push(Obj::new(Folder::default()));
    /// let snapshot = inspect::snapshot();
    /// let dominators = snapshot.dominators();
    /// let music = snapshot.referents(&home).next().unwrap().target();
    /// let (node, bytes) = dominators.largest(1)[0];
    /// assert_eq!((node.id(), bytes), (Obj::id(&home), snapshot.size() as u64));
    /// ```
    #[must_use]
    pub fn largest(self, count: usize) -> Vec<(Node<'a>, u64)> {
        let mut nodes: Vec<_> = self.snapshot.nodes().map(|node| (node, self.retained_size(node))).collect();
        nodes.sort_by_key(|&(_, retained)| std::cmp::Reverse(retained));
        nodes.truncate(count);
        nodes
    }
}

impl std::fmt::Debug for Dominators<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.snapshot.nodes().map(|node| (node, self.dominator(node)))).finish()
    }
}

/// Dominators and retained sizes by node.
pub(in crate::inspect) struct Tree {
    /// The immediate dominator, or `NONE`.
    dominators: Vec<NodeIndex>,
    retained: Vec<u64>,
}

impl Tree {
    pub(in crate::inspect) fn of(snapshot: &Snapshot) -> Self {
        let order = Order::of(snapshot);
        let dominators = Search::of(snapshot, &order).run();
        let mut tree = Self {
            dominators: vec![NONE; snapshot.len()],
            retained: snapshot.nodes.iter().map(|node| node.size as u64).collect(),
        };
        // A dominator comes before what it dominates.
        for number in (1..order.nodes.len()).rev() {
            let dominator = dominators[number] as usize;
            if dominator != TOP as usize {
                let (node, dominator) = (order.nodes[number], order.nodes[dominator]);
                tree.dominators[node as usize] = dominator;
                tree.retained[dominator as usize] += tree.retained[node as usize];
            }
        }
        tree
    }
}

/// The number of what holds all roots.
const TOP: u32 = 0;

/// The nodes numbered in the order in which a search in depth meets them. All are met.
struct Order {
    /// By number. That of `TOP` is `NONE`.
    nodes: Vec<NodeIndex>,
    /// By node.
    numbers: Vec<u32>,
    /// The number of the node from which each was met, by number.
    parents: Vec<u32>,
    /// By number.
    is_root: Vec<bool>,
}

impl Order {
    fn of(snapshot: &Snapshot) -> Self {
        let count = snapshot.len();
        let mut order = Self {
            nodes: Vec::with_capacity(count + 1),
            numbers: vec![NONE; count],
            parents: Vec::with_capacity(count + 1),
            is_root: vec![false; count + 1],
        };
        order.nodes.push(NONE);
        order.parents.push(TOP);
        for root in snapshot.graph_roots().all() {
            order.go_down(snapshot, root);
            order.is_root[order.numbers[root as usize] as usize] = true;
        }
        debug_assert_eq!(order.nodes.len(), count + 1);
        order
    }

    fn go_down(&mut self, snapshot: &Snapshot, root: NodeIndex) {
        let mut way = Vec::new();
        let mut next = (root, TOP);
        loop {
            let (node, parent) = next;
            if self.numbers[node as usize] == NONE {
                let number = self.nodes.len() as u32;
                self.numbers[node as usize] = number;
                self.nodes.push(node);
                self.parents.push(parent);
                way.push((number, snapshot.graph.edges_of(node)));
            }
            let found = loop {
                let Some((number, edges)) = way.last_mut() else { return };
                match edges.find_map(|edge| snapshot.graph.strong_target(edge)) {
                    Some(target) => break (target, *number),
                    None => way.pop(),
                };
            };
            next = found;
        }
    }
}

/// The algorithm's state, all by number.
struct Search<'a> {
    snapshot: &'a Snapshot,
    order: &'a Order,
    /// The least number from which a way leads to the node whose inner nodes all have greater numbers than it.
    semi: Vec<u32>,
    dominators: Vec<u32>,
    /// The forest of the nodes done, shortened where it was searched: towards the root of the tree, or `NONE`.
    ancestors: Vec<u32>,
    /// The node of least `semi` between the node and its ancestor.
    labels: Vec<u32>,
    /// The nodes whose `semi` is the index, as lists.
    bucket_first: Vec<u32>,
    bucket_next: Vec<u32>,
    /// For `compress`.
    way: Vec<u32>,
}

impl<'a> Search<'a> {
    fn of(snapshot: &'a Snapshot, order: &'a Order) -> Self {
        let count = order.nodes.len();
        let identity: Vec<u32> = (0..count as u32).collect();
        Self {
            snapshot,
            order,
            semi: identity.clone(),
            dominators: vec![TOP; count],
            ancestors: vec![NONE; count],
            labels: identity,
            bucket_first: vec![NONE; count],
            bucket_next: vec![NONE; count],
            way: Vec::new(),
        }
    }

    /// The immediate dominators, by number.
    fn run(mut self) -> Vec<u32> {
        for number in (1..self.order.nodes.len() as u32).rev() {
            self.find_semi(number);
            let bucket = &mut self.bucket_first[self.semi[number as usize] as usize];
            self.bucket_next[number as usize] = std::mem::replace(bucket, number);
            let parent = self.order.parents[number as usize];
            self.ancestors[number as usize] = parent;
            self.empty_bucket(parent);
        }
        for number in 1..self.order.nodes.len() {
            let dominator = self.dominators[number];
            if dominator != self.semi[number] {
                self.dominators[number] = self.dominators[dominator as usize];
            }
        }
        self.dominators
    }

    fn find_semi(&mut self, number: u32) {
        let snapshot = self.snapshot;
        if self.order.is_root[number as usize] {
            self.semi[number as usize] = TOP;
            return;
        }
        let node = self.order.nodes[number as usize];
        for &(edge, holder) in snapshot.incoming().edges_to(node) {
            if !snapshot.graph.is_weak(edge) {
                let least = self.least(self.order.numbers[holder as usize]);
                self.semi[number as usize] = self.semi[number as usize].min(self.semi[least as usize]);
            }
        }
    }

    /// Settles the nodes whose `semi` is `parent`, as far as that can be said yet.
    fn empty_bucket(&mut self, parent: u32) {
        let mut next = std::mem::replace(&mut self.bucket_first[parent as usize], NONE);
        while next != NONE {
            let least = self.least(next);
            self.dominators[next as usize] =
                if self.semi[least as usize] < self.semi[next as usize] { least } else { parent };
            next = self.bucket_next[next as usize];
        }
    }

    /// The node of least `semi` on the way from a node to the root of its tree, that root left out.
    fn least(&mut self, number: u32) -> u32 {
        if self.ancestors[number as usize] != NONE {
            self.compress(number);
        }
        self.labels[number as usize]
    }

    /// Shortens the ways to the root of the tree.
    fn compress(&mut self, number: u32) {
        let mut node = number;
        while self.ancestors[self.ancestors[node as usize] as usize] != NONE {
            self.way.push(node);
            node = self.ancestors[node as usize];
        }
        while let Some(node) = self.way.pop() {
            let ancestor = self.ancestors[node as usize] as usize;
            if self.semi[self.labels[ancestor] as usize] < self.semi[self.labels[node as usize] as usize] {
                self.labels[node as usize] = self.labels[ancestor];
            }
            self.ancestors[node as usize] = self.ancestors[ancestor];
        }
    }
}
