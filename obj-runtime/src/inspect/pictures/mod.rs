//! `Picture`: which part of a snapshot is drawn.

mod dot;
mod layout;
mod scene;
mod svg;

use std::any::TypeId;
use std::collections::HashSet;

use super::questions::identity::Origin;
use super::snapshot::Snapshot;
use super::snapshot::adjacency::NodeIndex;
use super::snapshot::node::Node;
use super::subject::Subject;

/// So many objects are drawn if nothing else is said: more than that, nobody can read.
const LIMIT: usize = 200;

/// A picture of a [`Snapshot`], or of the surroundings of one object.
///
/// On the left are the handles outside, on the right the objects they hold, and what those hold. At most 200 objects are
/// drawn (see [`limit`](Self::limit)); the others are folded, by type. The same snapshot always gives the same picture.
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
/// let svg = snapshot.picture().around(&twig.leaf, 1).to_svg();
/// assert!(svg.starts_with("<svg") && svg.contains("Twig"));
/// ```
#[derive(Clone, Copy)]
#[must_use = "a picture is drawn by `to_svg` or `to_dot`"]
pub struct Picture<'a> {
    pub(in crate::inspect) snapshot: &'a Snapshot,
    /// The object in the middle and how far from it objects are drawn.
    pub(in crate::inspect) focus: Option<(NodeIndex, usize)>,
    pub(in crate::inspect) limit: usize,
    /// Whether small values, constants and immortal objects are drawn.
    pub(in crate::inspect) shared: bool,
    /// Only what this one does not have is drawn.
    pub(in crate::inspect) since: Option<&'a Snapshot>,
    pub(in crate::inspect) colours: Colours,
}

/// The surroundings that a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Colours {
    /// As the reader's browser wants; light where nobody can be asked, as by Graphviz.
    #[default]
    Any,
    /// Dark lines on light ground.
    Light,
    /// Light lines on dark ground.
    Dark,
}

impl Snapshot {
    /// A picture of the snapshot, of which a part can be chosen.
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
    /// let svg = snapshot.picture().limit(50).to_svg();
    /// # assert!(svg.contains("Folder"));
    /// ```
    pub fn picture(&self) -> Picture<'_> {
        Picture { snapshot: self, focus: None, limit: LIMIT, shared: true, since: None, colours: Colours::Any }
    }

    /// The snapshot as a picture in SVG: see [`Picture`].
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
    /// assert!(snapshot.to_svg().starts_with("<svg"));
    /// ```
    #[must_use]
    pub fn to_svg(&self) -> String {
        self.picture().to_svg()
    }

    /// The snapshot in the language of Graphviz: see [`Picture`].
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
    /// assert!(snapshot.to_dot().starts_with("digraph"));
    /// ```
    #[must_use]
    pub fn to_dot(&self) -> String {
        self.picture().to_dot()
    }
}

impl<'a> Picture<'a> {
    /// Leaves out what is not of the program's making: small values of caches, constants of units, interned and immortal
    /// objects.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect;
    /// use obj_runtime::prelude::*;
    ///
    /// let list = Obj::<List>::from([1, 1000]);
    /// let svg = inspect::snapshot().picture().without_shared().to_svg();
    /// assert!(svg.contains("list #") && svg.contains(">1000<") && !svg.contains(">1<"));
    /// # drop(list);
    /// ```
    pub fn without_shared(mut self) -> Self {
        self.shared = false;
        self
    }

    /// Draws what was made since an earlier snapshot of the thread: by one unit, in one scope.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect;
    /// use obj_runtime::prelude::*;
    ///
    /// let old = Obj::<Str>::from("from before");
    /// let before = inspect::snapshot();
    /// let g = graph! { a = [1000]; b = [a]; };
    /// let svg = inspect::snapshot().picture().since(&before).to_svg();
    /// assert!(svg.contains("list #") && !svg.contains("from before"));
    /// # drop((g, old));
    /// ```
    pub fn since(mut self, before: &'a Snapshot) -> Self {
        self.since = Some(before);
        self
    }

    /// Draws for light or for dark surroundings.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect::{self, Colours};
    ///
    /// let snapshot = inspect::snapshot();
    /// let dark = snapshot.picture().colours(Colours::Dark);
    /// assert!(dark.to_dot().contains(r##"bgcolor="#14191f""##));
    /// assert!(!dark.to_svg().contains("prefers-color-scheme"));
    /// ```
    pub fn colours(mut self, colours: Colours) -> Self {
        self.colours = colours;
        self
    }

    /// Whether an object may be drawn.
    pub(in crate::inspect) fn wants(&self) -> impl Fn(Node<'_>) -> bool + use<'a> {
        let (shared, since) = (self.shared, self.since);
        let known: HashSet<(u64, TypeId)> =
            since.into_iter().flat_map(Snapshot::nodes).map(|node| (node.number(), node.type_id())).collect();
        move |node| {
            let is_shared = node.is_immortal() || node.origin() != Origin::Fresh;
            (shared || !is_shared) && !known.contains(&(node.number(), node.type_id()))
        }
    }

    /// Draws the object and what is at most so many handles away from it, in either direction. What comes next is
    /// folded, the rest is left out.
    ///
    /// Changes nothing if the object was made after the snapshot.
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
    /// let svg = snapshot.picture().around(&music, 1).to_svg();    // `music`, and who holds it
    /// # assert!(svg.contains("Folder"));
    /// ```
    pub fn around(mut self, subject: &(impl Subject + ?Sized), hops: usize) -> Self {
        self.focus = self.snapshot.node_of(subject).map(|node| (node.index, hops)).or(self.focus);
        self
    }

    /// Draws at most so many objects; those nearest to the handles outside, or to the object in the middle.
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
    /// let svg = snapshot.picture().limit(1).to_svg();              // the rest is folded
    /// # assert!(svg.contains("more Folder"));
    /// ```
    pub fn limit(mut self, objects: usize) -> Self {
        self.limit = objects;
        self
    }
}

impl std::fmt::Debug for Picture<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture")
            .field("snapshot", &self.snapshot)
            .field("around", &self.focus.map(|(node, hops)| (self.snapshot.node(node), hops)))
            .field("limit", &self.limit)
            .field("shared", &self.shared)
            .field("since", &self.since)
            .field("colours", &self.colours)
            .finish()
    }
}
