//! The table of types: how many objects of each there are, and what they take.

use std::fmt;

use crate::inspect::snapshot::Snapshot;
use crate::inspect::snapshot::node::Node;
use crate::inspect::writing::visible::Shortened;

/// The objects of one type in a snapshot.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// let number = Obj::<Int>::from(1_000);
/// let snapshot = inspect::snapshot();
/// assert_eq!(snapshot.types().rows()[0].name, "int");
/// # drop(number);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeTotals {
    /// The name of the type. Two types may have one name.
    pub name: &'static str,
    /// The number of objects.
    pub objects: usize,
    /// Their memory in bytes, as [`Node::size`] counts.
    pub bytes: usize,
    /// How many of them are held from outside.
    pub held_outside: usize,
    /// How many of them no root reaches.
    pub garbage: usize,
}

/// The types of a snapshot, those that take most memory first. Displayed as a table.
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
/// println!("{}", snapshot.types());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeTable {
    rows: Vec<TypeTotals>,
}

impl Snapshot {
    /// How many objects of each type there are, and what they take. Linear.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect;
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Leaf { size: u32 }
    ///
    /// let leaves = [Obj::new(Leaf { size: 1 }), Obj::new(Leaf { size: 2 })];
    /// let types = inspect::snapshot().types();
    /// assert_eq!((types.rows()[0].name, types.rows()[0].objects), ("Leaf", 2));
    /// assert!(types.to_string().contains("Leaf"));
    /// # drop(leaves);
    /// ```
    #[must_use]
    pub fn types(&self) -> TypeTable {
        let new = |name| TypeTotals { name, objects: 0, bytes: 0, held_outside: 0, garbage: 0 };
        let mut rows: Vec<TypeTotals> = self.kinds.iter().map(|kind| new(kind.name)).collect();
        for node in self.nodes() {
            rows[self.nodes[node.index as usize].kind as usize].add(node);
        }
        rows.sort_by(|one, other| other.bytes.cmp(&one.bytes).then_with(|| one.name.cmp(other.name)));
        TypeTable { rows }
    }
}

impl TypeTotals {
    fn add(&mut self, node: Node<'_>) {
        self.objects += 1;
        self.bytes += node.size();
        self.held_outside += usize::from(node.is_root());
        self.garbage += usize::from(node.is_garbage());
    }
}

impl TypeTable {
    /// The types, those that take most memory first.
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
    /// assert_eq!(snapshot.types().rows().len(), 1);
    /// ```
    #[must_use]
    pub fn rows(&self) -> &[TypeTotals] {
        &self.rows
    }
}

/// The longest name in a table.
pub(in crate::inspect) const NAME_WIDTH: usize = 40;

impl fmt::Display for TypeTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>10} {:>12} {:>12} {:>10}  type", "objects", "bytes", "held outside", "garbage")?;
        for row in &self.rows {
            let TypeTotals { name, objects, bytes, held_outside, garbage } = *row;
            let name = Shortened(name, NAME_WIDTH);
            write!(f, "\n{objects:>10} {bytes:>12} {held_outside:>12} {garbage:>10}  {name}")?;
        }
        let objects: usize = self.rows.iter().map(|row| row.objects).sum();
        let bytes: usize = self.rows.iter().map(|row| row.bytes).sum();
        let held_outside: usize = self.rows.iter().map(|row| row.held_outside).sum();
        let garbage: usize = self.rows.iter().map(|row| row.garbage).sum();
        write!(f, "\n{objects:>10} {bytes:>12} {held_outside:>12} {garbage:>10}  all")
    }
}
