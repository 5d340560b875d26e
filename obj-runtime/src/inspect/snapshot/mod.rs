//! `Snapshot`: what the heap of a thread was like at one moment.

pub(super) mod adjacency;
pub(super) mod components;
mod directory;
pub(super) mod names;
pub(super) mod node;
mod outside;
pub(super) mod reprs;
mod roots;
pub(super) mod take;

use std::any::TypeId;
use std::fmt;
use std::sync::OnceLock;

use super::questions::dominators::Tree;
use super::questions::identity::Origin;
use super::snapshot::adjacency::{Adjacency, Incoming, NodeIndex};
use super::snapshot::directory::Directory;
use super::snapshot::names::{Name, Names};
use super::snapshot::node::{Edge, Node};
use super::snapshot::outside::NamesOutside;
use super::snapshot::reprs::Taken;
use super::snapshot::roots::Roots;
use super::subject::Subject;
use super::walk::Opaque;

/// The objects of a thread, and who held whom, at one moment: plain data.
///
/// It holds no handles, so it keeps nothing alive and can be sent to another thread. Its nodes are in a fixed
/// order, that of the pages' first use and of the places in a page, which is the same in two runs of one program.
///
/// What is not an edge between objects counts as *outside*: variables, statics, closures, fields that tracing
/// skips, the handles that caches keep, and whatever is in an object that could not be looked into
/// ([`Node::opaque`]). For each mortal object, refcount = strong edges to it + handles outside. Objects
/// with handles outside are the *roots*. What no root reaches is garbage that counting cannot free.
///
/// Questions that look at the whole graph (referrers, dominators, garbage) are answered in time proportional to
/// it the first time, and from memory then.
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
/// assert_eq!((snapshot.len(), snapshot.edge_count(), snapshot.roots().count()), (2, 1, 2));
/// ```
#[doc(alias = "heapdump")]
pub struct Snapshot {
    pub(in crate::inspect) kinds: Vec<Kind>,
    pub(in crate::inspect) nodes: Vec<NodeFacts>,
    pub(in crate::inspect) graph: Adjacency,
    pub(in crate::inspect) edge_names: Vec<Name>,
    pub(in crate::inspect) names: Names,
    directory: Directory,
    /// Sorted by node.
    pub(in crate::inspect) reprs: Taken,
    pub(in crate::inspect) names_outside: NamesOutside,
    incoming: OnceLock<Incoming>,
    roots: OnceLock<Roots>,
    tree: OnceLock<Tree>,
}

/// A type of which there are objects.
pub(in crate::inspect) struct Kind {
    pub(in crate::inspect) name: &'static str,
    pub(in crate::inspect) type_id: TypeId,
}

/// What a snapshot knows of an object.
pub(in crate::inspect) struct NodeFacts {
    pub(in crate::inspect) id: usize,
    pub(in crate::inspect) number: u64,
    pub(in crate::inspect) size: usize,
    pub(in crate::inspect) refcount: u32,
    pub(in crate::inspect) outside: u32,
    pub(in crate::inspect) kind: u32,
    pub(in crate::inspect) immortal: bool,
    pub(in crate::inspect) origin: Origin,
    pub(in crate::inspect) opaque: Option<Opaque>,
}

#[cfg(target_pointer_width = "64")]
const _: () = assert!(size_of::<NodeFacts>() == 40);

impl Snapshot {
    pub(in crate::inspect) fn new(
        kinds: Vec<Kind>,
        nodes: Vec<NodeFacts>,
        graph: Adjacency,
        edge_names: Vec<Name>,
        names: Names,
        directory: Directory,
    ) -> Self {
        Self {
            kinds,
            nodes,
            graph,
            edge_names,
            names,
            directory,
            reprs: Vec::new(),
            names_outside: NamesOutside::default(),
            incoming: OnceLock::new(),
            roots: OnceLock::new(),
            tree: OnceLock::new(),
        }
    }

    /// The number of objects.
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
    /// assert_eq!(snapshot.len(), 2);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there were no objects.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// assert!(inspect::snapshot().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The number of handles in objects, weak ones included.
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
    /// assert_eq!(snapshot.edge_count(), 1);
    /// ```
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.graph.edges()
    }

    /// The memory of all objects in bytes, as [`Node::size`] counts.
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
    /// assert_eq!(snapshot.size(), snapshot.nodes().map(|node| node.size()).sum());
    /// ```
    #[must_use]
    pub fn size(&self) -> usize {
        self.nodes.iter().map(|node| node.size).sum()
    }

    /// All objects.
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
    /// let folders = snapshot.nodes().filter(|node| node.type_name() == "Folder");
    /// assert_eq!(folders.count(), 2);
    /// ```
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = Node<'_>> + DoubleEndedIterator {
        (0..self.nodes.len()).map(|index| self.node(index as NodeIndex))
    }

    /// The object that a handle is to. Logarithmic in the number of pages.
    ///
    /// `None` for objects made after the snapshot. An object of the same type made since then in the place of a dead
    /// one cannot be told from it.
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
    /// assert_eq!(snapshot.node_of(&music).unwrap().refcount(), 2);
    /// assert!(snapshot.node_of(&Obj::new(Folder::default())).is_none());  // made since then
    /// ```
    #[must_use]
    pub fn node_of(&self, subject: &(impl Subject + ?Sized)) -> Option<Node<'_>> {
        let object = subject.as_any();
        let node = self.directory.node_at(object.id())?;
        let kind = self.nodes[node as usize].kind;
        (self.kinds[kind as usize].type_id == object.info().type_id).then(|| self.node(node))
    }

    /// The edges to an object: who holds it, and where. Empty for objects made after the snapshot.
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
    /// let edge = snapshot.referrers(&music).next().unwrap();
    /// assert_eq!((edge.holder().id(), edge.name().to_string()), (Obj::id(&home), "entries[0]".to_owned()));
    /// ```
    #[doc(alias = "get_referrers")]
    pub fn referrers(&self, subject: &(impl Subject + ?Sized)) -> impl Iterator<Item = Edge<'_>> {
        self.node_of(subject).into_iter().flat_map(Node::referrers)
    }

    /// The edges from an object: whom it holds. Empty for objects made after the snapshot.
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
    /// assert_eq!(snapshot.referents(&home).next().unwrap().target().id(), Obj::id(&music));
    /// ```
    #[doc(alias = "get_referents")]
    pub fn referents(&self, subject: &(impl Subject + ?Sized)) -> impl Iterator<Item = Edge<'_>> {
        self.node_of(subject).into_iter().flat_map(Node::referents)
    }

    /// The objects that are held from outside.
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
    /// assert_eq!(snapshot.roots().count(), 2);         // both variables
    /// ```
    pub fn roots(&self) -> impl Iterator<Item = Node<'_>> {
        self.nodes().filter(|node| node.is_root())
    }

    /// The objects that no root reaches: cycles that counting cannot free, and what only they hold.
    ///
    /// The collector frees them, unless they have become unreachable in a way that it may not see: through a
    /// field that tracing skips, say.
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
    /// assert_eq!(snapshot.garbage().count(), 0);
    /// drop(home);
    /// assert_eq!(inspect::snapshot().garbage().count(), 1);
    /// # obj_runtime::gc::collect();
    /// ```
    pub fn garbage(&self) -> impl Iterator<Item = Node<'_>> {
        let roots = self.graph_roots();
        self.nodes().filter(|node| !roots.is_reached(node.index))
    }

    /// The bytes that would be freed if the object went: its own, and those of what only it keeps alive.
    ///
    /// `None` for objects made after the snapshot. See [`dominators`](Self::dominators).
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
    /// assert_eq!(snapshot.retained_size(&home), Some(snapshot.size() as u64));  // all goes with it
    /// ```
    #[must_use]
    pub fn retained_size(&self, subject: &(impl Subject + ?Sized)) -> Option<u64> {
        Some(self.dominators().retained_size(self.node_of(subject)?))
    }

    pub(in crate::inspect) fn node(&self, index: NodeIndex) -> Node<'_> {
        Node { snapshot: self, index }
    }

    pub(in crate::inspect) fn incoming(&self) -> &Incoming {
        self.incoming.get_or_init(|| self.graph.incoming())
    }

    pub(in crate::inspect) fn graph_roots(&self) -> &Roots {
        self.roots.get_or_init(|| Roots::find(self))
    }

    pub(in crate::inspect) fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| Tree::of(self))
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot")
            .field("objects", &self.len())
            .field("edges", &self.edge_count())
            .field("bytes", &self.size())
            .finish_non_exhaustive()
    }
}
