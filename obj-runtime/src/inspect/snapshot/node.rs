//! The objects of a snapshot and the edges between them.

use std::any::TypeId;
use std::fmt;

use super::adjacency::{EdgeIndex, NodeIndex};
use super::names::Style;
use super::{NodeFacts, Snapshot};
use crate::inspect::questions::identity::Origin;
use crate::inspect::walk::Opaque;
use crate::inspect::writing::visible::Visible;

/// An object of a [`Snapshot`]. Displayed as type and number, `Folder #12`, with its `repr` if that is known.
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
/// assert_eq!((node.type_name(), node.refcount(), node.outside()), ("Folder", 2, 1));
/// ```
#[derive(Clone, Copy)]
pub struct Node<'a> {
    pub(in crate::inspect) snapshot: &'a Snapshot,
    pub(in crate::inspect) index: NodeIndex,
}

impl<'a> Node<'a> {
    fn facts(self) -> &'a NodeFacts {
        &self.snapshot.nodes[self.index as usize]
    }

    /// The name of the object's type.
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
    /// assert_eq!(node.type_name(), "Folder");
    /// ```
    #[must_use]
    pub fn type_name(self) -> &'static str {
        self.snapshot.kinds[self.facts().kind as usize].name
    }

    pub(in crate::inspect) fn type_id(self) -> TypeId {
        self.snapshot.kinds[self.facts().kind as usize].type_id
    }

    /// The address of the object, as `Obj::id` gave it.
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
    /// assert_eq!(node.id(), Obj::id(&music));
    /// ```
    #[must_use]
    pub fn id(self) -> usize {
        self.facts().id
    }

    /// A number that names the object in output. It is the same in each snapshot as long as the object lives, and the same
    /// in two runs of one program.
    ///
    /// With the feature `trace-refs` it counts the objects that the thread has made, from 1. Without, it counts those that
    /// `inspect` has met, and stays with the object; an object of the type made in the place of a dead one has its number.
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
    /// assert_eq!(node.to_string(), format!("Folder #{}", node.number()));
    /// ```
    #[must_use]
    pub fn number(self) -> u64 {
        self.facts().number
    }

    /// The size of the object with its header, in bytes. What its value has allocated elsewhere (a `String`, a
    /// `Vec`) is not counted.
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
    /// assert!(node.size() >= size_of::<Folder>());
    /// ```
    #[must_use]
    pub fn size(self) -> usize {
        self.facts().size
    }

    /// The number of strong handles.
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
    /// assert_eq!(node.refcount(), 2);
    /// ```
    #[must_use]
    pub fn refcount(self) -> usize {
        self.facts().refcount as usize
    }

    /// The number of strong handles that are not in an object of the snapshot.
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
    /// assert_eq!(node.outside(), 1);                   // the variable
    /// ```
    #[must_use]
    pub fn outside(self) -> usize {
        self.facts().outside as usize
    }

    /// Whether the object's count was saturated, so that it lives for ever. Its
    /// [`refcount`](Self::refcount) and [`outside`](Self::outside) mean nothing then.
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
    /// assert!(!node.is_immortal());
    /// ```
    #[must_use]
    pub fn is_immortal(self) -> bool {
        self.facts().immortal
    }

    /// Why the object is shared by value, or is not. Of a small value, one of the handles outside is the cache's; of a
    /// constant, the unit's.
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
    /// assert_eq!(node.origin(), inspect::Origin::Fresh);
    /// ```
    #[must_use]
    pub fn origin(self) -> Origin {
        self.facts().origin
    }

    /// Whether nothing outside holds the object but the cache or the unit that it was made for.
    pub(in crate::inspect) fn is_held_by_runtime(self) -> bool {
        matches!(self.origin(), Origin::Cached | Origin::Constant) && self.outside() == 1 && !self.is_immortal()
    }

    /// Why the object was not looked into, if it was not.
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
    /// assert!(node.opaque().is_none());                // it could be looked into
    /// ```
    #[must_use]
    pub fn opaque(self) -> Option<Opaque> {
        self.facts().opaque
    }

    /// The names of handles outside, in the order in which those were taken.
    pub(in crate::inspect) fn names_outside(self) -> &'a [Box<str>] {
        self.snapshot.names_outside.get(&self.index).map_or(&[], Vec::as_slice)
    }

    /// Whether the object is held from outside.
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
    /// assert!(node.is_root());
    /// ```
    #[must_use]
    pub fn is_root(self) -> bool {
        self.facts().outside > 0 || self.facts().immortal
    }

    /// Whether no root reaches the object.
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
    /// assert!(!node.is_garbage());
    /// ```
    #[must_use]
    pub fn is_garbage(self) -> bool {
        !self.snapshot.graph_roots().is_reached(self.index)
    }

    /// The beginning of the object's `repr`, if it was taken.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let text = Obj::<Str>::from("text");
    /// let snapshot = inspect::snapshot_with(inspect::Reprs::Values);
    /// assert_eq!(snapshot.node_of(&text).unwrap().repr(), Some("'text'"));
    /// ```
    #[must_use]
    pub fn repr(self) -> Option<&'a str> {
        let reprs = &self.snapshot.reprs;
        let place = reprs.binary_search_by_key(&self.index, |(node, _)| *node).ok()?;
        Some(&reprs[place].1)
    }

    /// The edges from this object, in the order of its fields.
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
    /// assert_eq!(snapshot.node_of(&home).unwrap().referents().len(), 1);
    /// ```
    pub fn referents(self) -> impl ExactSizeIterator<Item = Edge<'a>> {
        self.snapshot.graph.edges_of(self.index).map(move |edge| self.snapshot.edge(edge))
    }

    /// The edges to this object, in the order of their holders.
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
    /// assert_eq!(node.referrers().len(), 1);
    /// ```
    pub fn referrers(self) -> impl ExactSizeIterator<Item = Edge<'a>> {
        self.snapshot.incoming().edges_to(self.index).iter().map(move |&(edge, _)| self.snapshot.edge(edge))
    }
}

impl fmt::Display for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} #{}", Visible(self.type_name()), self.number())?;
        match self.repr() {
            Some(repr) => write!(f, " {}", Visible(repr)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A handle of a [`Snapshot`] that lies in an object. Displayed as `Folder #12, in entries[2]`.
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
/// assert!(edge.to_string().ends_with(", in entries[0]"));
/// ```
#[derive(Clone, Copy)]
pub struct Edge<'a> {
    pub(in crate::inspect) snapshot: &'a Snapshot,
    pub(in crate::inspect) index: EdgeIndex,
}

impl<'a> Edge<'a> {
    /// The object that the handle lies in.
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
    /// assert_eq!(edge.holder().id(), Obj::id(&home));
    /// ```
    #[must_use]
    pub fn holder(self) -> Node<'a> {
        self.snapshot.node(self.snapshot.graph.holder(self.index))
    }

    /// The object that the handle is to.
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
    /// assert_eq!(edge.target().id(), Obj::id(&music));
    /// ```
    #[must_use]
    pub fn target(self) -> Node<'a> {
        self.snapshot.node(self.snapshot.graph.target(self.index))
    }

    /// Whether it is a weak handle.
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
    /// assert!(!edge.is_weak());
    /// ```
    #[must_use]
    pub fn is_weak(self) -> bool {
        self.snapshot.graph.is_weak(self.index)
    }

    /// Where in its holder the handle lies.
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
    /// assert_eq!(edge.name().to_string(), "entries[0]");
    /// ```
    #[must_use]
    pub fn name(self) -> EdgeName<'a> {
        EdgeName { edge: self, style: Style::Exact }
    }

    /// The same without indices and keys, so that the items of one list have one name: `entries[..]`.
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
    /// assert_eq!(edge.general_name().to_string(), "entries[..]");
    /// ```
    #[must_use]
    pub fn general_name(self) -> EdgeName<'a> {
        EdgeName { edge: self, style: Style::General }
    }

    /// The type of the holder and the general name: what edges of one kind have in common.
    pub(in crate::inspect) fn field(self) -> String {
        let (holder, name) = (Visible(self.holder().type_name()), self.general_name().to_string());
        if name.starts_with('[') { format!("{holder}{name}") } else { format!("{holder}.{name}") }
    }

    /// The index of the handle, if it is an item of a holder that is itself a sequence.
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
    /// assert_eq!(edge.item_index(), None);             // `home` is a folder, not a sequence
    /// ```
    #[must_use]
    pub fn item_index(self) -> Option<usize> {
        self.snapshot.names.index(self.snapshot.edge_names[self.index as usize]).map(|index| index as usize)
    }
}

impl fmt::Display for Edge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, in {}", self.holder(), self.name())
    }
}

impl fmt::Debug for Edge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} -> {}", self.target())
    }
}

/// Where in its holder a handle lies: `parent`, `entries[2]`, `table["a"]`.
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
/// assert_eq!(edge.name().to_string(), "entries[0]");
/// ```
#[derive(Clone, Copy)]
pub struct EdgeName<'a> {
    edge: Edge<'a>,
    style: Style,
}

impl fmt::Display for EdgeName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let snapshot = self.edge.snapshot;
        let name = snapshot.edge_names[self.edge.index as usize];
        snapshot.names.write(name, self.style, f, |f, key| {
            let key = snapshot.node(key);
            match key.repr() {
                Some(repr) => write!(f, "{}", Visible(repr)),
                None => write!(f, "{key}"),
            }
        })
    }
}

impl fmt::Debug for EdgeName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Snapshot {
    pub(in crate::inspect) fn edge(&self, index: EdgeIndex) -> Edge<'_> {
        Edge { snapshot: self, index }
    }
}

/// Parts of a snapshot are equal if they are one part of one snapshot.
macro_rules! equal_by_index {
    ($($part:ident),*) => {$(
        impl PartialEq for $part<'_> {
            fn eq(&self, other: &Self) -> bool {
                std::ptr::eq(self.snapshot, other.snapshot) && self.index == other.index
            }
        }

        impl Eq for $part<'_> {}
    )*};
}

equal_by_index!(Node, Edge);
