//! The class table: how many objects of each type there are, and how many bytes they take.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use super::types::NAME_WIDTH;
use crate::heap::type_info::TypeInfo;
use crate::inspect::walk::{HeapObject, Opaque, objects};
use crate::inspect::writing::visible::Shortened;
use crate::object::Object;

/// One type's line of the class table.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// let numbers = [Obj::<Int>::from(1_000), Obj::<Int>::from(2_000)];
/// let table = inspect::class_table();
/// assert_eq!(table.row::<Int>().unwrap().objects, numbers.len());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClassRow {
    /// The name of the type.
    pub name: &'static str,
    /// The number of objects.
    pub objects: usize,
    /// What the objects take on the heap, headers included, without what they own elsewhere.
    pub bytes: usize,
    type_id: TypeId,
}

/// The live objects of a thread by type; see [`class_table`].
///
/// Written, it is a table with a line for each type and one for the sum.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// # #[derive(Object, Default)]
/// # struct Folder { entries: ObjVec<Folder> }
/// let folders = [Obj::new(Folder::default()), Obj::new(Folder::default())];
/// println!("{}", inspect::class_table());
/// # drop(folders);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassTable {
    rows: Vec<ClassRow>,
}

/// Counts the live objects of this thread. Time in proportion to their number; no user code runs.
///
/// Shared small values and constants are objects as well, kept by their thread or unit.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::inspect::class_table;
///
/// let texts = ["one text", "another!"].map(Obj::<Str>::from);
/// let table = class_table();
/// assert_eq!(table.objects::<Str>(), 2);
/// let bytes = table.bytes::<Str>();
/// assert_eq!(table.to_string(), format!("\
/// type   objects  bytes
/// str          2  {bytes:>5}
/// total        2  {bytes:>5}
/// "));
/// # drop(texts);
/// ```
#[doc(alias = "objgraph")]
#[doc(alias = "show_most_common_types")]
#[must_use]
pub fn class_table() -> ClassTable {
    let mut rows: BTreeMap<TypeId, ClassRow> = BTreeMap::new();
    for object in objects().filter(|object| has_value(*object)) {
        let TypeInfo { type_id, name, .. } = *object.info();
        let row = rows.entry(type_id).or_insert(ClassRow { name, objects: 0, bytes: 0, type_id });
        row.objects += 1;
        row.bytes += object.size();
    }
    let mut rows: Vec<ClassRow> = rows.into_values().collect();
    rows.sort_unstable_by_key(|row| (std::cmp::Reverse(row.bytes), row.name, row.type_id));
    ClassTable { rows }
}

/// Whether the object is whole, and nobody but the program decides how long it lives.
fn has_value(object: HeapObject) -> bool {
    !matches!(object.opaque(), Some(Opaque::Reserved | Opaque::Garbage))
}

impl ClassTable {
    /// The lines, those with the most bytes first.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let folders = [Obj::new(Folder::default()), Obj::new(Folder::default())];
    /// let table = inspect::class_table();
    /// for row in table.rows() {
    ///     println!("{:>6} {}", row.objects, row.name);
    /// }
    /// # drop(folders);
    /// ```
    #[must_use]
    pub fn rows(&self) -> &[ClassRow] {
        &self.rows
    }

    /// The line of a type, if there are objects of it.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let folders = [Obj::new(Folder::default()), Obj::new(Folder::default())];
    /// let table = inspect::class_table();
    /// assert_eq!(table.row::<Folder>().unwrap().objects, 2);
    /// assert!(table.row::<Int>().is_none());
    /// # drop(folders);
    /// ```
    #[must_use]
    pub fn row<T: Object>(&self) -> Option<&ClassRow> {
        self.rows.iter().find(|row| row.type_id == TypeId::of::<T>())
    }

    /// The number of objects of a type.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let folders = [Obj::new(Folder::default()), Obj::new(Folder::default())];
    /// let table = inspect::class_table();
    /// assert_eq!((table.objects::<Folder>(), table.objects::<Int>()), (2, 0));
    /// # drop(folders);
    /// ```
    #[must_use]
    pub fn objects<T: Object>(&self) -> usize {
        self.row::<T>().map_or(0, |row| row.objects)
    }

    /// The bytes that the objects of a type take.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let folders = [Obj::new(Folder::default()), Obj::new(Folder::default())];
    /// let table = inspect::class_table();
    /// assert!(table.bytes::<Folder>() >= 2 * size_of::<Folder>());
    /// # drop(folders);
    /// ```
    #[must_use]
    pub fn bytes<T: Object>(&self) -> usize {
        self.row::<T>().map_or(0, |row| row.bytes)
    }
}

impl Display for ClassTable {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (objects, bytes) = self.rows.iter().fold((0, 0), |sum, row| (sum.0 + row.objects, sum.1 + row.bytes));
        let names: Vec<String> = self.rows.iter().map(|row| Shortened(row.name, NAME_WIDTH).to_string()).collect();
        let widths = Widths {
            name: names.iter().map(|name| name.chars().count()).fold("total".len(), usize::max),
            objects: objects.to_string().len().max("objects".len()),
            bytes: bytes.to_string().len().max("bytes".len()),
        };
        widths.write(f, "type", &"objects", &"bytes")?;
        for (row, name) in self.rows.iter().zip(&names) {
            widths.write(f, name, &row.objects, &row.bytes)?;
        }
        widths.write(f, "total", &objects, &bytes)
    }
}

/// The widths of the columns.
struct Widths {
    name: usize,
    objects: usize,
    bytes: usize,
}

impl Widths {
    fn write(&self, f: &mut Formatter<'_>, name: &str, objects: &dyn Display, bytes: &dyn Display) -> fmt::Result {
        writeln!(f, "{name:<0$}  {objects:>1$}  {bytes:>2$}", self.name, self.objects, self.bytes)
    }
}
