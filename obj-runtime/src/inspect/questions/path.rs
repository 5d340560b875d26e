//! The shortest way from a root to an object.

use std::collections::VecDeque;
use std::fmt;

use crate::inspect::snapshot::Snapshot;
use crate::inspect::snapshot::adjacency::{EdgeIndex, NONE, NodeIndex};
use crate::inspect::snapshot::node::{Edge, Node};
use crate::inspect::subject::Subject;
use crate::inspect::writing::count::Count;

/// A way from an object that is held from outside to another.
///
/// Displayed as one line per edge.
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
/// println!("{}", snapshot.path_from_root(&music).unwrap());
/// ```
#[derive(Clone)]
pub struct Path<'a> {
    root: Node<'a>,
    edges: Vec<Edge<'a>>,
}

impl Snapshot {
    /// Why an object is alive: a shortest way to it from an object that is held from outside.
    ///
    /// `None` if no root reaches it: it is garbage, or was made after the snapshot. Linear in what has to be looked at.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect;
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Leaf { size: u32 }
    /// #[derive(Object)]
    /// struct Twig { leaves: Vec<Obj<Leaf>> }
    ///
    /// let twig = Obj::new(Twig { leaves: vec![Obj::new(Leaf { size: 1 })] });
    /// let snapshot = inspect::snapshot();
    /// let path = snapshot.path_from_root(&twig.leaves[0]).unwrap();
    /// assert_eq!(path.root(), snapshot.node_of(&twig).unwrap());
    /// assert_eq!(path.edges()[0].name().to_string(), "leaves[0]");
    /// ```
    #[must_use]
    pub fn path_from_root(&self, subject: &(impl Subject + ?Sized)) -> Option<Path<'_>> {
        self.path_to(self.node_of(subject)?)
    }

    /// The same, to a node.
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
    /// let node = snapshot.node_of(&music).unwrap();
    /// assert!(snapshot.path_to(node).unwrap().edges().is_empty());  // held from outside itself
    /// ```
    #[must_use]
    pub fn path_to<'a>(&'a self, node: Node<'a>) -> Option<Path<'a>> {
        let target = node.index;
        // The edge towards the target, of each node met.
        let mut onwards: Vec<EdgeIndex> = vec![NONE; self.len()];
        let mut queue = VecDeque::from([target]);
        while let Some(node) = queue.pop_front() {
            if self.node(node).is_root() {
                return Some(self.follow(node, target, &onwards));
            }
            for &(edge, holder) in self.incoming().edges_to(node) {
                if !self.graph.is_weak(edge) && holder != target && onwards[holder as usize] == NONE {
                    onwards[holder as usize] = edge;
                    queue.push_back(holder);
                }
            }
        }
        None
    }

    fn follow(&self, root: NodeIndex, target: NodeIndex, onwards: &[EdgeIndex]) -> Path<'_> {
        let mut edges = Vec::new();
        let mut node = root;
        while node != target {
            let edge = onwards[node as usize];
            edges.push(self.edge(edge));
            node = self.graph.target(edge);
        }
        Path { root: self.node(root), edges }
    }
}

impl<'a> Path<'a> {
    /// The object that is held from outside.
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
    /// drop(music);
    /// let snapshot = inspect::snapshot();
    /// let music = home.entries.at(0).unwrap();
    /// assert_eq!(snapshot.path_from_root(&*music).unwrap().root().id(), Obj::id(&home));
    /// ```
    #[must_use]
    pub fn root(&self) -> Node<'a> {
        self.root
    }

    /// The edges from the root on; none if the object itself is held from outside.
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
    /// let path = snapshot.path_from_root(&music).unwrap();
    /// assert_eq!(path.edges().len(), 0);               // it is held from outside itself
    /// ```
    #[must_use]
    pub fn edges(&self) -> &[Edge<'a>] {
        &self.edges
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.root)?;
        if self.root.is_immortal() {
            f.write_str(", immortal")?;
        } else {
            write!(f, ", held by {} outside", Count(self.root.outside(), "handle"))?;
        }
        self.edges.iter().try_for_each(|edge| write!(f, "\n  {} -> {}", edge.name(), edge.target()))
    }
}

impl fmt::Debug for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Path").field("root", &self.root).field("edges", &self.edges).finish()
    }
}
