//! What two snapshots differ in.

use std::any::TypeId;
use std::cmp::Ordering;
use std::fmt;

use hashbrown::HashMap;

use super::types::NAME_WIDTH;
use crate::inspect::snapshot::Snapshot;
use crate::inspect::snapshot::adjacency::NodeIndex;
use crate::inspect::snapshot::node::Node;
use crate::inspect::writing::visible::Shortened;

/// What has changed from one snapshot of a thread to a later one. Displayed as a table of the types that have.
///
/// Objects are matched by [`Node::number`]. So, without the feature `trace-refs`, one that was made in the place of a dead
/// one of its type counts as the same.
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
/// let folder = Obj::new(Folder::default());
/// let after = inspect::snapshot();
/// assert_eq!(inspect::diff(&snapshot, &after).made().len(), 1);
/// # drop(folder);
/// ```
#[derive(Debug, Clone)]
pub struct Diff<'a> {
    types: Vec<TypeChange>,
    made: Vec<Node<'a>>,
    gone: Vec<Node<'a>>,
    recounted: Vec<(Node<'a>, Node<'a>)>,
}

/// What has changed among the objects of one type.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// let before = inspect::snapshot();
/// let number = Obj::<Int>::from(1_000);
/// let after = inspect::snapshot();
/// assert_eq!(inspect::diff(&before, &after).types()[0].name, number_type(&number));
/// # fn number_type(number: &Obj<Int>) -> &'static str { Obj::as_any(number).type_name() }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeChange {
    /// The name of the type.
    pub name: &'static str,
    /// The objects there were before.
    pub before: usize,
    /// The objects there were afterwards.
    pub after: usize,
    /// Objects made in between that are there afterwards.
    pub made: usize,
    /// Objects that were there before and are no more.
    pub gone: usize,
    /// By how many bytes the memory of the type's objects has grown.
    pub growth: i64,
}

/// What has changed from one snapshot to a later one of the same thread. O(objects · log objects).
///
/// # Examples
/// ```
/// use obj_runtime::inspect;
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Leaf { size: u32 }
///
/// let before = inspect::snapshot();
/// let leaf = Obj::new(Leaf { size: 1 });
/// let after = inspect::snapshot();
/// let diff = inspect::diff(&before, &after);
/// assert_eq!(diff.made(), [after.node_of(&leaf).unwrap()]);
/// assert!(diff.gone().is_empty());
/// ```
#[must_use]
pub fn diff<'a>(before: &'a Snapshot, after: &'a Snapshot) -> Diff<'a> {
    let mut diff = Diff { types: Vec::new(), made: Vec::new(), gone: Vec::new(), recounted: Vec::new() };
    let (earlier, later) = (by_number(before), by_number(after));
    let (mut earlier, mut later) = (earlier.iter().peekable(), later.iter().peekable());
    loop {
        let order = match (earlier.peek(), later.peek()) {
            (Some((one, _)), Some((other, _))) => one.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => break,
        };
        let one = earlier.next_if(|_| order.is_le()).map(|&(_, node)| before.node(node));
        let other = later.next_if(|_| order.is_ge()).map(|&(_, node)| after.node(node));
        match (one, other) {
            (Some(one), Some(other)) if one.refcount() != other.refcount() => diff.recounted.push((one, other)),
            (Some(gone), None) => diff.gone.push(gone),
            (None, Some(made)) => diff.made.push(made),
            _ => {}
        }
    }
    diff.types = type_changes(before, after, &diff);
    diff
}

/// The nodes by number.
fn by_number(snapshot: &Snapshot) -> Vec<(u64, NodeIndex)> {
    let mut nodes: Vec<_> = snapshot.nodes().map(|node| (node.number(), node.index)).collect();
    nodes.sort_unstable();
    nodes
}

fn type_changes(before: &Snapshot, after: &Snapshot, diff: &Diff<'_>) -> Vec<TypeChange> {
    let mut changes: HashMap<TypeId, TypeChange, _> = HashMap::with_hasher(foldhash::fast::FixedState::with_seed(0));
    let mut add = |node: Node<'_>, add: &dyn Fn(&mut TypeChange)| {
        let none = TypeChange { name: node.type_name(), before: 0, after: 0, made: 0, gone: 0, growth: 0 };
        add(changes.entry(node.type_id()).or_insert(none));
    };
    for node in before.nodes() {
        add(node, &|change| {
            change.before += 1;
            change.growth -= node.size() as i64;
        });
    }
    for node in after.nodes() {
        add(node, &|change| {
            change.after += 1;
            change.growth += node.size() as i64;
        });
    }
    diff.made.iter().for_each(|&node| add(node, &|change| change.made += 1));
    diff.gone.iter().for_each(|&node| add(node, &|change| change.gone += 1));
    let mut changes: Vec<TypeChange> = changes.into_values().filter(|change| change.made + change.gone > 0).collect();
    changes.sort_by(|one, other| other.growth.cmp(&one.growth).then_with(|| one.name.cmp(other.name)));
    changes
}

impl<'a> Diff<'a> {
    /// The types of which objects were made or have gone, those that have grown most first.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// let before = inspect::snapshot();
    /// home.entries.push(Obj::new(Folder::default()));
    /// let after = inspect::snapshot();
    /// let diff = inspect::diff(&before, &after);
    /// assert_eq!(diff.types().len(), 1);
    /// ```
    #[must_use]
    pub fn types(&self) -> &[TypeChange] {
        &self.types
    }

    /// The objects of the later snapshot that the earlier one does not have.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// let before = inspect::snapshot();
    /// home.entries.push(Obj::new(Folder::default()));
    /// let after = inspect::snapshot();
    /// let diff = inspect::diff(&before, &after);
    /// assert_eq!(diff.made().len(), 1);
    /// ```
    #[must_use]
    pub fn made(&self) -> &[Node<'a>] {
        &self.made
    }

    /// The objects of the earlier snapshot that the later one does not have.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// let before = inspect::snapshot();
    /// home.entries.push(Obj::new(Folder::default()));
    /// let after = inspect::snapshot();
    /// let diff = inspect::diff(&before, &after);
    /// assert!(diff.gone().is_empty());
    /// ```
    #[must_use]
    pub fn gone(&self) -> &[Node<'a>] {
        &self.gone
    }

    /// The objects of both snapshots that have another refcount in the later one, as they were and as they are.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let home = Obj::new(Folder::default());
    /// let before = inspect::snapshot();
    /// home.entries.push(Obj::new(Folder::default()));
    /// let after = inspect::snapshot();
    /// let diff = inspect::diff(&before, &after);
    /// assert!(diff.recounted().is_empty());            // no count has changed
    /// ```
    #[must_use]
    pub fn recounted(&self) -> &[(Node<'a>, Node<'a>)] {
        &self.recounted
    }
}

impl fmt::Display for Diff<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.types.is_empty() {
            return f.write_str("no object was made, none has gone");
        }
        write!(f, "{:>10} {:>10} {:>8} {:>8} {:>12}  type", "before", "after", "made", "gone", "bytes")?;
        for change in &self.types {
            let TypeChange { name, before, after, made, gone, growth } = *change;
            let name = Shortened(name, NAME_WIDTH);
            write!(f, "\n{before:>10} {after:>10} {made:>8} {gone:>8} {growth:>+12}  {name}")?;
        }
        Ok(())
    }
}
