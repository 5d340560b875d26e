//! Names in the compiler's messages.
//!
//! A message about a derive or a unit of `graph!` says first what is wrong, then what to write. Below that the compiler adds of its own
//! which trait a type has not, or "required by a bound in" a function of this module. What those are:
//!
//! | the compiler names | it is asked where |
//! |---|---|
//! | `PartOfObject`, `CanBePart` | a field, or a type parameter, is part of an object: the type has [`Trace`](crate::Trace) |
//! | `HandleTo`, `ObjectType` | there are handles to a type: it has [`Object`](crate::Object), or is a `dyn Trait` after [`dyn_object!`](crate::dyn_object) |
//! | `PartThatNeverChanges`, `NeverChanges` | a field, or a type parameter, is part of a frozen type: the type has [`Frozen`](crate::Frozen) |
//! | `EqAndHash` | values are interned: they have `Eq` and `Hash` |
//! | `ObjectWithoutDestructor`, `PartWithoutDestructor`, `FinalizerIsOn` | a type has `Drop`, or a finalizer that no option turns on |
//! | `HoldsNoHandles` | a field is of a container of functions: no handle is in it, as in none that is `Send` |
//! | `KnownNumber`, `KnownOwner` | a field is called as a number, or, where nothing may change, as a container of functions |
//! | `Small` | values of a range are cached |
//! | `Viewed` and `cast_to` | the option `as` lists a trait: it has `dyn_object!` |
//! | `ObjectsStayOnTheirThread` | a handle, or what its thread counts, would go to another thread |
//! | `CanBecome` and `put`; `FromInt`, `FromList`, `FromDict`, `FromSet` and `list`, `dict`, `set` | a value of a unit is put where a type is wanted: in a field, a parameter, an item |
//! | `SetAttribute` and `set_attribute`, `DeleteAttribute` and `delete_attribute` | a unit changes a field |
//! | `Item` and `item`, `SetItem` and `set_item`, `DeleteItem` and `delete_item`, `Sliced` | a unit uses what stands in `a[…]` |
//! | `TakesAdd` and `add`, `TakesSub` and `sub`, … | a unit uses an operator |
//! | `HasHash` | a value of a unit is a key or an element |
//! | `Iterable` and `iterate` | a unit loops over a value |
//! | `Call` and `call` | a unit calls a value |
//! | `Cast` and `cast`, `WeakRef` and `weakref` | a unit writes `a as Type`, `weakref.ref(a)` |
//! | `Alias` and `alias`, `Keeps` and `hold_again`, `object` | a unit binds a name |
//! | `IntoObject`, `JoinObjects`, `ReadVec` | a unit needs a handle of its own to a value |
//!
//! Nothing of this is to be used by hand: it changes without notice.
//!
//! **Next**: how it works, in [`how`](super::how).

#[doc(hidden)]
pub use self::names::*;

mod names {
    pub use crate::cells::IntoHandle;
    pub use crate::graph_runtime::words::*;
    pub use crate::handle::ObjectsStayOnTheirThread;
    pub use crate::object::Viewed;
    pub use crate::object::diagnostics::{
        EqAndHash, FinalizerIsOn, HoldsNoHandles, ObjectWithoutDestructor, PartWithoutDestructor,
    };
    pub use crate::object::dynamic::cast_to;
    pub use crate::object::known_by_name::{KnownNumber, KnownOwner};
    pub use crate::object::shared::cache_range::Small;
    pub use crate::object::weak::IntoWeak;
    pub use crate::trace::{CanBePart, HandleTo, NeverChanges, ObjectType, PartOfObject, PartThatNeverChanges};
}
