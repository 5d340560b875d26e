//! What the runtime knows of a type: one constant per type, found through the page of an object.

#[cfg(feature = "parcel")]
use std::alloc::Layout;
use std::any::TypeId;
use std::fmt;
use std::ptr::NonNull;

use super::cast::Cast;
use super::field::Fields;
use super::page::PagePtr;
use crate::handle::AnyObj;
use crate::header::ObjectPtr;
#[cfg(feature = "parcel")]
use crate::trace::Relocator;
use crate::trace::{PointerMap, Tracer};

/// The functions and facts of one type of object.
pub struct TypeInfo {
    /// Whether it is that of pages of objects of many types, which have information of their own.
    pub(crate) is_mixed: bool,
    pub(crate) type_id: TypeId,
    pub(crate) name: &'static str,
    /// Which of the built-in types it is; 0 for all others.
    pub(crate) built_in: u8,
    /// The traits that objects of the type can be used as.
    pub(crate) casts: &'static [Cast],
    /// The fields that are found by name.
    pub(crate) fields: Fields,
    /// How objects are shared by value.
    pub(crate) sharing: Sharing,
    /// Whether objects of the type can be part of a cycle.
    pub(crate) tracked: bool,
    /// What a dead object needs.
    pub(crate) teardown: Teardown,
    /// Whether dropping the value does anything.
    pub(crate) needs_drop: bool,
    /// Whether to drop the value does nothing but end the handles that are visited for the collector.
    pub(crate) is_handles_only: bool,
    /// Where the handles lie.
    pub(crate) pointers: PointerMap,
    /// Drops the value of an object and frees its slot.
    ///
    /// Safety: the object is of the type and on the page, nobody holds it, and no table names it.
    pub(crate) drop_and_free: unsafe fn(PagePtr, ObjectPtr),
    pub(crate) drop_value: unsafe fn(NonNull<u8>),
    /// What a value owns outside of the heap, if values may own something.
    ///
    /// Safety: the value is of the type, and nobody changes it meanwhile.
    pub(crate) weigh: Option<unsafe fn(NonNull<u8>) -> usize>,
    pub(crate) trace: unsafe fn(NonNull<u8>, &mut Tracer),
    pub(crate) finalize: Option<fn(&AnyObj)>,
    pub(crate) size_of_value: unsafe fn(NonNull<u8>) -> usize,
    /// Takes an object out of the table of interned objects, if the type has one.
    ///
    /// Safety: the object is of the type and in the table, and its value is still there.
    pub(crate) leave_table: Option<unsafe fn(ObjectPtr)>,
    /// Whether `repr` runs no user code and asks no other object.
    pub(crate) repr_is_plain: bool,
    pub(crate) repr: fn(&AnyObj, &mut fmt::Formatter<'_>) -> fmt::Result,
    pub(crate) str: fn(&AnyObj, &mut fmt::Formatter<'_>) -> fmt::Result,
    pub(crate) equals: fn(&AnyObj, &AnyObj) -> bool,
    pub(crate) hash: fn(&AnyObj) -> Result<u64, Unhashable>,
    pub(crate) compare: fn(&AnyObj, &AnyObj) -> Option<std::cmp::Ordering>,
    #[cfg(feature = "parcel")]
    pub(crate) travels: Travels,
}

/// How objects of a type are copied and moved.
#[cfg(feature = "parcel")]
pub(crate) struct Travels {
    /// Whether values lie in slots as they are, so that they can be moved.
    pub(crate) moves: bool,
    /// Whether neither values nor anything they reach changes.
    pub(crate) is_frozen: bool,
    /// Whether values may go to another thread, but for the objects to which they lead; unknown of types that leave it to those
    /// that lead to them.
    pub(crate) is_sendable: Option<bool>,
    /// Whether nothing more is to be asked of values than what `trace` visits: see `Trace::TRACE_TELLS_ALL`.
    pub(crate) trace_tells_all: bool,
    pub(crate) layout: Layout,
    /// A new object with a clone of the value, if the type has `Clone`.
    pub(crate) copy: Option<fn(&AnyObj) -> AnyObj>,
    /// Clones the value to another place.
    ///
    /// Safety: the place has the layout of the type.
    pub(crate) clone_to: Option<unsafe fn(&AnyObj, NonNull<u8>)>,
    /// Shows the handles in a value to be exchanged.
    ///
    /// Safety: the value is of the type, and nobody else can see it.
    pub(crate) relocate: unsafe fn(NonNull<u8>, &mut Relocator),
    /// An object made of a value, which is taken from its place.
    ///
    /// Safety: the value is of the type.
    pub(crate) renew: unsafe fn(NonNull<u8>) -> AnyObj,
    /// What there is to know of objects that are rows of items, in place of the layout.
    pub(crate) row: Option<RowTravels>,
}

/// How objects that are rows of items are moved: byte by byte, to where their items are aligned as they were.
#[cfg(feature = "parcel")]
#[derive(Debug, Clone, Copy)]
pub struct RowTravels {
    /// What the items are aligned to.
    pub(crate) align: usize,
    /// The bytes of an object's length and items.
    pub(crate) size: fn(&AnyObj) -> usize,
    pub(crate) relocate: unsafe fn(NonNull<u8>, &mut Relocator),
    pub(crate) renew: unsafe fn(NonNull<u8>) -> AnyObj,
    /// A new object with copies of the items, if their type says how they are copied.
    pub(crate) copy: fn(&AnyObj) -> Option<AnyObj>,
}

impl TypeInfo {
    /// Whether objects of the type can be used as the trait.
    #[cfg(feature = "serde")]
    #[must_use]
    pub fn is_cast_to<D: ?Sized + 'static>(&self) -> bool {
        self.casts.iter().any(|cast| cast.view::<D>().is_some())
    }
}

/// What a dead object of a type needs, before its slot is free. The flags of the object may ask for more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Teardown {
    /// Nothing.
    Nothing,
    /// Its value is dropped.
    DropValue,
    /// Its finalizer runs, then its value is dropped.
    Finalize,
}

/// Which values of a type are shared objects.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Each value is an object of its own.
    Never,
    /// Small values are made once per thread.
    SmallValues,
    /// Equal values are one object per thread.
    EqualValues,
}

/// A key or element whose type has no hash: `unhashable type: 'list'`.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// let list = Obj::<List>::default();
/// assert_eq!(AnyObj::from(list).hash_value().unwrap_err().to_string(), "unhashable type: 'list'");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unhashable {
    pub(crate) type_name: &'static str,
}

impl Unhashable {
    /// The name of the type that has no hash.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let list = Obj::<List>::default();
    /// assert_eq!(AnyObj::from(list).hash_value().unwrap_err().type_name(), "list");
    /// ```
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }
}

impl fmt::Display for Unhashable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unhashable type: '{}'", self.type_name)
    }
}

impl std::error::Error for Unhashable {}
