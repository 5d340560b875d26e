//! `Picture`: which part of a snapshot is drawn.

mod dot;
mod layout;
mod scene;
mod svg;

use super::snapshot::Snapshot;
use super::snapshot::adjacency::NodeIndex;
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
        Picture { snapshot: self, focus: None, limit: LIMIT }
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

impl Picture<'_> {
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
            .finish()
    }
}
