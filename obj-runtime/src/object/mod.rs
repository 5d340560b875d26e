//! `Object` and its handle, `Obj<T>`.

mod info;
pub(crate) mod type_state;
mod by_type;

pub(crate) mod allocate;
pub(crate) mod any;
pub(crate) mod attributes;
pub(crate) mod by_id;
#[cfg(any(unix, windows, target_os = "wasi"))]
mod descriptors;
pub(crate) mod nearest;
mod obj;
pub(crate) mod part;
mod pin;
mod raw;
pub(crate) mod row;
pub(crate) mod slice;
pub(crate) mod end_reading;

pub(crate) mod dynamic;
pub(crate) mod exclusive;
pub(crate) mod cleanup;
pub(crate) mod finalize;
pub(crate) mod guard;
pub(crate) mod shared;
pub(crate) mod weak;

pub(crate) mod behaviour;
pub(crate) mod diagnostics;
pub(crate) mod known_by_name;
mod comparison_depth;
pub(crate) mod printing;
pub(crate) mod probe;
mod std_traits;
#[cfg(feature = "parcel")]
mod travels;

use std::cmp::Ordering;
use std::fmt;
use std::mem::needs_drop;
use std::ptr::NonNull;

use crate::header::{Header, ObjectPtr};
use crate::heap::cast::Cast;
use crate::heap::field::Fields;
use crate::heap::type_info::{TypeInfo, Unhashable};
use crate::ledger;
use crate::object::allocate::allocate;
use crate::object::any::AnyObj;
use crate::object::behaviour::Behaviour;
use crate::object::comparison_depth::nested;
use crate::object::shared::intern::hash_in;
use crate::object::type_state::{TypeState, generic_state};
use crate::trace::{Trace, Tracer};

pub use crate::heap::type_info::Sharing;
pub use obj::{Obj, Viewed};
#[cfg(feature = "parcel")]
pub use travels::Moves;

/// A type whose values live on the heap as objects. Derive it: `#[derive(Object)]`.
///
/// # Safety
/// Implemented by the derive only.
/// 1. `View` is read from a slot by `view`, and nothing else than what was written there is read.
/// 2. `state` returns the same thread-local on each call in a thread, made for this type alone.
/// 3. `trace_slot`, `size_of_slot` and `INTERN_HASH` fit the layout of the type's slots.
/// 4. `BUILT_IN` is 0, but for the built-in types.
/// 5. `FIELDS` are fields of the type, each at its offset and with what answers for its type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an object type",
    label = "its values cannot live on the heap of objects",
    note = "annotate the type with `#[derive(Object)]`"
)]
#[doc(alias = "GarbageCollected")]
#[doc(alias = "Collect")]
pub unsafe trait Object: Trace + Sized + 'static {
    /// What a handle dereferences to: the type itself, or `str`, `[u8]`, … for values stored inline.
    type View: ?Sized;

    /// The name of the type in messages and tables.
    const NAME: &'static str;

    /// Which of the built-in types it is.
    #[doc(hidden)]
    const BUILT_IN: u8 = 0;

    /// Whether objects of the type can be part of a cycle.
    #[doc(hidden)]
    const TRACKED: bool = Self::HOLDS && needs_drop::<Self>() && size_of::<Self>() >= size_of::<ObjectPtr>();

    #[doc(hidden)]
    const FINALIZE: Option<fn(&Obj<Self>)> = None;

    /// Which values `make` shares.
    #[doc(hidden)]
    const SHARING: Sharing = Sharing::Never;

    /// Reads the hash that is stored behind the value of an interned object.
    #[doc(hidden)]
    const INTERN_HASH: Option<unsafe fn(NonNull<u8>) -> u32> = None;

    /// Whether equal values are one object, so that identity is equality.
    #[doc(hidden)]
    const IS_INTERNED: bool = matches!(Self::SHARING, Sharing::EqualValues);

    /// The traits that objects of the type can be used as.
    #[doc(hidden)]
    const CASTS: &'static [Cast] = &[];

    /// The fields that are found by name.
    #[doc(hidden)]
    const FIELDS: Fields = Fields::NONE;

    /// Whether `repr` runs no user code and asks no other object, so that it may be called in the middle of anything.
    #[doc(hidden)]
    const REPR_IS_PLAIN: bool = false;

    /// How values are copied and moved, if they lie in slots as they are.
    #[cfg(feature = "parcel")]
    #[doc(hidden)]
    const MOVES: Option<Moves<Self>> = None;

    /// How objects are moved that are rows of items.
    #[cfg(feature = "parcel")]
    #[doc(hidden)]
    const ROW: Option<crate::heap::type_info::RowTravels> = None;

    #[doc(hidden)]
    const INFO: &'static TypeInfo = &TypeInfo::of::<Self>();

    #[doc(hidden)]
    #[inline]
    fn state() -> &'static TypeState {
        generic_state(Self::INFO)
    }

    /// The view of a value: the value itself, where the view is of a known size.
    ///
    /// # Safety
    /// 1. `value` is the place of a value of this type.
    #[doc(hidden)]
    #[inline]
    unsafe fn view(value: NonNull<u8>) -> NonNull<Self::View> {
        const { assert!(size_of::<NonNull<Self::View>>() == size_of::<NonNull<u8>>(), "the view has a size") };
        // SAFETY: both are pointers without metadata, as was just asserted.
        unsafe { std::mem::transmute_copy(&value) }
    }

    /// # Safety
    /// 1. `value` is the place of a value of this type.
    #[doc(hidden)]
    unsafe fn trace_slot(value: NonNull<u8>, tracer: &mut Tracer) {
        // SAFETY: by 1.; types that are stored inline override this.
        let value = unsafe { value.cast::<Self>().as_ref() };
        Self::trace(value, tracer);
    }

    /// # Safety
    /// 1. `value` is the place of a value of this type.
    #[doc(hidden)]
    unsafe fn size_of_slot(_value: NonNull<u8>) -> usize {
        size_of::<Header>() + size_of::<Self>()
    }

    /// # Safety
    /// 1. `value` is the place of a value of this type that is not used afterwards.
    #[doc(hidden)]
    unsafe fn drop_slot(value: NonNull<u8>) {
        // SAFETY: by 1.
        unsafe { value.cast::<Self>().drop_in_place() }
    }

    // No method: it would hide a method of the user's that has the same name and takes `&self`.
    #[doc(hidden)]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn make(value: Self) -> Obj<Self> {
        allocate(value)
    }

    #[doc(hidden)]
    fn debug(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result
    where
        Self::View: fmt::Debug,
    {
        printing::once(Obj::as_any(this), f, |f| fmt::Debug::fmt(&**this, f))
    }

    #[doc(hidden)]
    fn display(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result
    where
        Self::View: fmt::Display,
    {
        printing::once(Obj::as_any(this), f, |f| fmt::Display::fmt(&**this, f))
    }

    /// Equality of two objects of the type.
    #[doc(hidden)]
    #[inline]
    fn is_equal(this: &Obj<Self>, other: &Obj<Self>) -> bool
    where
        Self::View: PartialEq,
    {
        equal_by_identity(this, other).unwrap_or_else(|| nested::<Self, _>(|| **this == **other))
    }

    /// How objects of the type print, compare and hash where their type is not known. A plain instance, as in Python,
    /// prints as `<Name object at 0x…>` and is equal to itself only. No constant, since in constants the compiler looks for more
    /// mistakes than in functions, which takes its time for each type.
    #[doc(hidden)]
    #[inline]
    fn behaviour() -> Behaviour<Self::View> {
        Behaviour::PLAIN
    }

    #[doc(hidden)]
    fn repr(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Self::behaviour().debug.0 {
            Some(write) => printing::once(Obj::as_any(this), f, |f| own_code(|| write(&**this, f))),
            None => write!(f, "<{} object at {:#x}>", Self::NAME, Obj::id(this)),
        }
    }

    #[doc(hidden)]
    fn str(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Self::behaviour().display.0 {
            Some(write) => printing::once(Obj::as_any(this), f, |f| own_code(|| write(&**this, f))),
            None => Self::repr(this, f),
        }
    }

    #[doc(hidden)]
    fn equals(this: &Obj<Self>, other: &AnyObj) -> bool {
        match Self::behaviour().equals.0 {
            Some(equals) => other.downcast_ref::<Self>().is_some_and(|other| {
                equal_by_identity(this, other).unwrap_or_else(|| nested::<Self, _>(|| own_code(|| equals(this, other))))
            }),
            None => AnyObj::is(Obj::as_any(this), other),
        }
    }

    #[doc(hidden)]
    fn hash_value(this: &Obj<Self>) -> Result<u64, Unhashable> {
        if let Some(hash) = hash_in(this).filter(|_| Self::IS_INTERNED) {
            return Ok(hash.into());
        }
        let behaviour = Self::behaviour();
        match (behaviour.hash.0, behaviour.equals.0) {
            (Some(hash), _) => Ok(nested::<Self, _>(|| own_code(|| hash(this))).into()),
            // CPython: a class with `__eq__` and without `__hash__`.
            (None, Some(_)) => Err(Unhashable { type_name: Self::NAME }),
            (None, None) => Ok(plain_hash(this)),
        }
    }

    #[doc(hidden)]
    fn compare(this: &Obj<Self>, other: &AnyObj) -> Option<Ordering> {
        let other = other.downcast_ref::<Self>()?;
        Self::behaviour().compare.0.and_then(|compare| nested::<Self, _>(|| own_code(|| compare(this, other))))
    }
}

/// Runs code of the program's own for the runtime: handles that it takes have its lines.
#[inline]
fn own_code<R>(work: impl FnOnce() -> R) -> R {
    let _attribution = ledger::attribute_to_nobody();
    work()
}

/// Whether two objects are equal, if that is clear without a look at their values.
#[inline]
pub(crate) fn equal_by_identity<T: Object>(this: &Obj<T>, other: &Obj<T>) -> Option<bool> {
    let is_same = Obj::is(this, other);
    (T::IS_INTERNED || T::behaviour().is_reflexive && is_same).then_some(is_same)
}

/// The hash of a plain instance, which is equal to itself only.
pub(crate) fn plain_hash<T: Object>(this: &Obj<T>) -> u64 {
    Obj::id(this) as u64 >> 3
}
