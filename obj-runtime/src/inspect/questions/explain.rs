//! `explain`: every handle to an object accounted for.

use std::collections::BTreeMap;
use std::fmt;

use super::identity::Origin;
use super::path::Path;
use crate::inspect::accounts::HandleAccount;
use crate::inspect::snapshot::Snapshot;
use crate::inspect::snapshot::adjacency::NodeIndex;
use crate::inspect::snapshot::node::{Edge, Node};
use crate::inspect::snapshot::take::snapshot;
use crate::inspect::subject::Subject;
use crate::inspect::writing::count::Count;
use crate::inspect::writing::visible::Visible;
use crate::ledger::Site;

/// Where the handles to an object are: refcount = [`edges`](Self::edges) from other objects + handles outside, and those
/// are the ones that known [`lines`](Self::lines) took + [`unrecorded`](Self::unrecorded) + [`kept`](Self::kept) +
/// [`raw`](Self::raw) + [`unexplained`](Self::unexplained), which is 0.
///
/// Displayed as text for people.
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
/// let account = inspect::explain(&music);
/// assert_eq!(account.refcount(), account.edges().count() + account.outside());
/// println!("{account}");
/// ```
#[derive(Debug)]
pub struct Account<'a> {
    snapshot: Source<'a>,
    /// The object; none if it is not in the snapshot.
    node: Option<NodeIndex>,
    type_name: &'static str,
    id: usize,
    refcount: usize,
    /// Weak handles that are not in an object.
    weak_outside: usize,
    /// Who took each handle; none if the account is of a moment that is over.
    handle_account: Option<Box<HandleAccount>>,
}

#[derive(Debug)]
enum Source<'a> {
    Own(Box<Snapshot>),
    Lent(&'a Snapshot),
}

/// Where the handles to an object are: who holds it, in which field, at which index or key, how many handles are not
/// in an object, and why the object is alive. With the feature `trace-refs` also which line took each handle, as far as
/// [lines were remembered](crate::inspect::remember_lines).
///
/// Looks at the whole heap, as [`snapshot`](fn@snapshot) does; no user code runs.
///
/// # Examples
/// ```
/// use obj_runtime::inspect;
/// use obj_runtime::prelude::*;
/// use std::collections::HashMap;
///
/// #[derive(Object)]
/// struct Callback { name: String }
/// #[derive(Object)]
/// struct Registry { callbacks: HashMap<String, Obj<Callback>> }
///
/// let callback = Obj::new(Callback { name: "log".into() });
/// let registry = Obj::new(Registry { callbacks: [("click".into(), callback.clone())].into() });
/// let account = inspect::explain(&callback);
/// assert_eq!((account.refcount(), account.edges().count(), account.outside()), (2, 1, 1));
/// assert!(account.to_string().contains(r#"in callbacks["click"]"#));
/// assert_eq!(account.unexplained(), 0);
/// # drop(registry);
/// ```
#[doc(alias = "get_referrers")]
#[doc(alias = "show_backrefs")]
#[must_use]
pub fn explain(subject: &(impl Subject + ?Sized)) -> Account<'static> {
    let object = subject.as_any();
    let snapshot = Box::new(snapshot());
    let node = snapshot.node_of(subject).map(|node| node.index);
    let mut account = Account {
        snapshot: Source::Own(snapshot),
        node,
        type_name: object.type_name(),
        id: object.id(),
        refcount: object.refcount(),
        weak_outside: 0,
        handle_account: None,
    };
    account.handle_account = Some(Box::new(HandleAccount::of(object, account.edges().count())));
    account.weak_outside = object.weak_count().saturating_sub(account.weak_edges().count());
    account
}

impl Snapshot {
    /// Where the handles to an object were when the snapshot was taken; `None` if it was made afterwards.
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
    /// let account = snapshot.explain(&music).unwrap();
    /// assert_eq!(account.edges().count(), 1);
    /// ```
    #[must_use]
    pub fn explain(&self, subject: &(impl Subject + ?Sized)) -> Option<Account<'_>> {
        let node = self.node_of(subject)?;
        Some(Account {
            snapshot: Source::Lent(self),
            node: Some(node.index),
            type_name: node.type_name(),
            id: node.id(),
            refcount: node.refcount(),
            weak_outside: 0,
            handle_account: None,
        })
    }
}

impl Account<'_> {
    fn snapshot(&self) -> &Snapshot {
        match &self.snapshot {
            Source::Own(snapshot) => snapshot,
            Source::Lent(snapshot) => snapshot,
        }
    }

    fn node(&self) -> Option<Node<'_>> {
        self.node.map(|node| self.snapshot().node(node))
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
    /// let account = inspect::explain(&music);
    /// assert_eq!(account.refcount(), 2);
    /// ```
    #[must_use]
    pub fn refcount(&self) -> usize {
        self.refcount
    }

    /// The strong handles in objects.
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
    /// let account = inspect::explain(&music);
    /// assert_eq!(account.edges().next().unwrap().name().to_string(), "entries[0]");
    /// ```
    pub fn edges(&self) -> impl Iterator<Item = Edge<'_>> {
        self.node().into_iter().flat_map(Node::referrers).filter(|edge| !edge.is_weak())
    }

    /// The weak handles in objects.
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
    /// let account = inspect::explain(&music);
    /// assert_eq!(account.weak_edges().count(), 0);
    /// ```
    pub fn weak_edges(&self) -> impl Iterator<Item = Edge<'_>> {
        self.node().into_iter().flat_map(Node::referrers).filter(|edge| edge.is_weak())
    }

    /// The number of strong handles that are not in an object.
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
    /// let account = inspect::explain(&music);
    /// assert_eq!(account.outside(), 1);                // the variable
    /// ```
    #[must_use]
    pub fn outside(&self) -> usize {
        self.node().map_or(self.refcount, Node::outside)
    }

    /// The lines that took handles that are not in an object, and the number each took.
    ///
    /// Known with the feature `trace-refs`, of handles taken while [lines were remembered](crate::inspect::remember_lines).
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
    /// let account = inspect::explain(&music);
    /// for (line, handles) in account.lines() {
    ///     println!("{handles} taken at {line}");         // with the feature `trace-refs`
    /// }
    /// ```
    pub fn lines(&self) -> impl Iterator<Item = (Site, usize)> {
        self.handle_account
            .iter()
            .flat_map(|handle_account| handle_account.lines.iter().map(|((site, _), count)| (*site, *count)))
    }

    /// The line that took one of the [`edges`](Self::edges); known as [`lines`](Self::lines) are.
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
    /// let account = inspect::explain(&music);
    /// for edge in account.edges() {
    ///     println!("{edge}: {:?}", account.site_of(edge));    // with the feature `trace-refs`
    /// }
    /// ```
    #[must_use]
    pub fn site_of(&self, edge: Edge<'_>) -> Option<Site> {
        let place = self.edges().position(|other| other == edge)?;
        let taken = self.handle_account.as_ref()?.inside.get(place)?;
        taken.map(|(site, _)| site)
    }

    /// The number of handles that are not in an object and of which no line is known.
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
    /// println!("{} handles of unknown lines", inspect::explain(&music).unrecorded());
    /// ```
    #[must_use]
    pub fn unrecorded(&self) -> usize {
        self.handle_account.as_ref().map_or(self.outside(), |handle_account| handle_account.unrecorded)
    }

    /// The number of counts that the runtime keeps: one for a small value, one for each unit whose constant the object is
    /// and for each `intern!` of the text; and, with the feature `trace-refs`, one while the object's finalizer runs.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(inspect::explain(&Obj::<Int>::from(7)).kept(), 1);        // the cache of small numbers
    /// ```
    #[must_use]
    pub fn kept(&self) -> usize {
        self.handle_account.as_ref().map_or(0, |handle_account| handle_account.kept())
    }

    /// The number of handles that [`Obj::into_raw`](crate::Obj::into_raw) made raw pointers of. Known with the feature
    /// `trace-refs`; otherwise they are among the [`unrecorded`](Self::unrecorded).
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
    /// let raw = Obj::into_raw(music.clone());
    /// println!("{} handles are raw pointers", inspect::explain(&music).raw());
    /// // SAFETY: it was made by `into_raw`.
    /// drop(unsafe { Obj::<Folder>::from_raw(raw) });
    /// ```
    #[must_use]
    pub fn raw(&self) -> usize {
        self.handle_account.as_ref().map_or(0, |handle_account| handle_account.raw)
    }

    /// The refcount less all of the above: 0.
    ///
    /// With the feature `trace-refs`, refcount and handles are counted apart. So, for an object that was made while lines
    /// were remembered, and they still are, this is another number if a count was changed by other means than a
    /// handle. For any object it is if a `Trace` implementation visits a handle that it does not own, or twice. Of
    /// an immortal object nothing is counted.
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
    /// let account = inspect::explain(&music);
    /// assert_eq!(account.unexplained(), 0);
    /// ```
    #[must_use]
    pub fn unexplained(&self) -> isize {
        self.handle_account.as_ref().map_or(0, |handle_account| handle_account.unexplained())
    }

    /// The line that made the object. Known with the feature `trace-refs`.
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
    /// if let Some(line) = inspect::explain(&music).made_at() {
    ///     println!("made at {line}");                        // with the feature `trace-refs`
    /// }
    /// ```
    #[must_use]
    pub fn made_at(&self) -> Option<Site> {
        self.handle_account.as_ref()?.made_at
    }

    /// A shortest way to the object from one that is held from outside.
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
    /// let account = inspect::explain(&music);
    /// assert_eq!(account.path_from_root().unwrap().root().id(), Obj::id(&music));
    /// ```
    #[must_use]
    pub fn path_from_root(&self) -> Option<Path<'_>> {
        self.snapshot().path_to(self.node()?)
    }

    fn write_edges(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let edges = self.edges().count();
        writeln!(f, "  = {} from objects", Count(edges, "edge"))?;
        let taken = self.handle_account.iter().flat_map(|handle_account| handle_account.inside_in_words());
        write_holders(f, self.edges(), taken)?;
        if edges > self.refcount {
            writeln!(f, "      more than there are handles: a `Trace` implementation visits a handle twice")?;
        }
        Ok(())
    }

    fn write_outside(&self, f: &mut fmt::Formatter<'_>, node: Node<'_>) -> fmt::Result {
        let outside = node.outside();
        writeln!(f, "  + {} outside", Count(outside, "handle"))?;
        match &self.handle_account {
            Some(handle_account) => handle_account.write_outside(f)?,
            None => write_earlier(f, node)?,
        }
        let opaque = self.snapshot().nodes().filter(|node| node.opaque().is_some()).count();
        if opaque > 0 && outside > 0 {
            let objects = Count(opaque, "object");
            writeln!(f, "      or in {objects} in the making, borrowed exclusively, or being collected")?;
        }
        Ok(())
    }

    fn write_weak(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inside = self.weak_edges().count();
        if inside + self.weak_outside == 0 {
            return Ok(());
        }
        writeln!(f, "  {}, not counted", Count(inside + self.weak_outside, "weak handle"))?;
        write_holders(f, self.weak_edges(), std::iter::empty())?;
        if self.weak_outside > 0 {
            writeln!(f, "      {} outside", self.weak_outside)?;
        }
        Ok(())
    }

    fn write_reason(&self, f: &mut fmt::Formatter<'_>, node: Node<'_>) -> fmt::Result {
        match self.path_from_root() {
            _ if node.is_immortal() => write!(f, "It is immortal: its count was saturated."),
            Some(path) if path.edges().is_empty() => write!(f, "It is alive because of the handles outside."),
            Some(path) => write!(f, "It is alive because of {}", path.to_string().replace('\n', "\n    ")),
            None => write!(
                f,
                "Nothing outside leads to it: it is in a garbage cycle, or held by one. `gc::collect()` frees it."
            ),
        }
    }
}

/// So many holders are listed.
const LISTED: usize = 20;

/// Lists the holders, with what is known of how each took its handle; those after the first by type and field.
fn write_holders<'a>(
    f: &mut fmt::Formatter<'_>,
    mut edges: impl Iterator<Item = Edge<'a>>,
    taken: impl Iterator<Item = Option<String>>,
) -> fmt::Result {
    for (edge, taken) in edges.by_ref().take(LISTED).zip(taken.chain(std::iter::repeat(None))) {
        match taken {
            Some(taken) => writeln!(f, "      {edge}: {taken}")?,
            None => writeln!(f, "      {edge}")?,
        }
    }
    let mut fields = BTreeMap::new();
    for edge in edges {
        *fields.entry(edge.field()).or_insert(0) += 1;
    }
    fields.iter().try_for_each(|(field, count)| writeln!(f, "      {count} more in {field}"))
}

/// Says of handles outside what can be said when they may be there no longer.
fn write_earlier(f: &mut fmt::Formatter<'_>, node: Node<'_>) -> fmt::Result {
    match node.origin() {
        Origin::Cached => writeln!(f, "      one is that of the cache of small values")?,
        Origin::Constant => writeln!(f, "      one is that of the unit whose constant it is")?,
        Origin::Fresh | Origin::Interned => {}
    }
    if node.outside() == 0 || node.is_held_by_runtime() {
        return Ok(());
    }
    writeln!(f, "      in variables, statics, closures, or fields that tracing skips")
}

impl fmt::Display for Account<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(node) = self.node() else {
            let Self { type_name, id, refcount, .. } = self;
            let type_name = Visible(type_name);
            return write!(f, "{type_name} at {id:#x}: refcount {refcount}; it is not on the heap of this thread");
        };
        write!(f, "{node} at {:#x}", self.id)?;
        if let Some(site) = self.made_at() {
            write!(f, ", made at {site}")?;
        }
        if node.is_immortal() {
            writeln!(f, ": immortal")?;
        } else {
            writeln!(f, ": refcount {}", self.refcount)?;
        }
        self.write_edges(f)?;
        if !node.is_immortal() {
            self.write_outside(f, node)?;
        }
        self.write_weak(f)?;
        self.write_reason(f, node)
    }
}
