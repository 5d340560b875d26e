//! `Object` and its handle, `Obj<T>`.

mod info;
pub(crate) mod state;

pub(crate) mod allocate;
pub(crate) mod any;
mod raw;
pub(crate) mod end_reading;

pub(crate) mod dynamic;
pub(crate) mod exclusive;
pub(crate) mod finalize;
pub(crate) mod shared;
pub(crate) mod weak;

pub(crate) mod behaviour;
pub(crate) mod diagnostics;
pub(crate) mod printing;
pub(crate) mod probe;
mod std_traits;

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, needs_drop};
use std::ops::Deref;
use std::ptr::NonNull;

use crate::handle::{Handle, RawHandle};
use crate::header::{Header, HeaderPtr};
use crate::heap::cast::Cast;
use crate::heap::type_info::{TypeInfo, Unhashable};
use crate::object::allocate::allocate;
use crate::object::any::AnyObj;
use crate::object::behaviour::Behaviour;
use crate::object::state::{TypeState, generic_state};
use crate::trace::{Frozen, Held, PointerMap, Trace, Tracer};

pub use crate::heap::type_info::Sharing;

/// A type whose values live on the heap as objects. Derive it: `#[derive(Object)]`.
///
/// # Safety
/// Implemented by the derive only.
/// 1. `View` is read from a slot by `view`, and nothing else than what was written there is read.
/// 2. `state` returns the same thread-local on each call in a thread, made for this type alone.
/// 3. `trace_slot`, `size_of_slot` and `INTERN_HASH` fit the layout of the type's slots.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an object type",
    label = "its values cannot live on the heap of objects",
    note = "annotate the type with `#[derive(Object)]`"
)]
pub unsafe trait Object: Trace + Sized + 'static {
    /// What a handle dereferences to: the type itself, or `str`, `[u8]`, … for values stored inline.
    type View: ?Sized;

    /// The name of the type in messages and tables.
    const NAME: &'static str;

    /// Whether objects of the type can be part of a cycle.
    #[doc(hidden)]
    const TRACKED: bool = Self::HOLDS && needs_drop::<Self>() && size_of::<Self>() >= size_of::<HeaderPtr>();

    #[doc(hidden)]
    const FINALIZE: Option<fn(&Obj<Self>)> = None;

    /// Which values `make` shares.
    #[doc(hidden)]
    const SHARING: Sharing = Sharing::Never;

    /// Reads the hash that is stored behind the value of an interned object.
    #[doc(hidden)]
    const INTERN_HASH: Option<unsafe fn(NonNull<u8>) -> u32> = None;

    /// The traits that objects of the type can be used as.
    #[doc(hidden)]
    const CASTS: &'static [Cast] = &[];

    /// Whether `repr` runs no user code and asks no other object, so that it may be called in the middle of anything.
    #[doc(hidden)]
    const REPR_IS_PLAIN: bool = false;

    /// How objects of the type print, compare and hash where their type is not known. A plain instance, as in Python,
    /// prints as `<Name object at 0x…>` and is equal to itself only.
    #[doc(hidden)]
    const BEHAVIOUR: Behaviour<Self::View> = Behaviour::PLAIN;

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
        unsafe { value.cast::<Self>().as_ref() }.trace(tracer);
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

    #[doc(hidden)]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn make(self) -> Obj<Self> {
        allocate(self)
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
        **this == **other
    }

    #[doc(hidden)]
    fn repr(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Self::BEHAVIOUR.debug.0 {
            Some(write) => printing::once(Obj::as_any(this), f, |f| write(&**this, f)),
            None => write!(f, "<{} object at {:#x}>", Self::NAME, Obj::id(this)),
        }
    }

    #[doc(hidden)]
    fn str(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Self::BEHAVIOUR.display.0 {
            Some(write) => printing::once(Obj::as_any(this), f, |f| write(&**this, f)),
            None => Self::repr(this, f),
        }
    }

    #[doc(hidden)]
    fn equals(this: &Obj<Self>, other: &AnyObj) -> bool {
        match Self::BEHAVIOUR.equals.0 {
            Some(equals) => other.downcast_ref::<Self>().is_some_and(|other| equals(this, other)),
            None => AnyObj::is(Obj::as_any(this), other),
        }
    }

    #[doc(hidden)]
    fn hash_value(this: &Obj<Self>) -> Result<u64, Unhashable> {
        match (Self::BEHAVIOUR.hash.0, Self::BEHAVIOUR.equals.0) {
            (Some(hash), _) => Ok(hash(this).into()),
            // CPython: a class with `__eq__` and without `__hash__`.
            (None, Some(_)) => Err(Unhashable { type_name: Self::NAME }),
            (None, None) => Ok(plain_hash(this)),
        }
    }

    #[doc(hidden)]
    fn compare(this: &Obj<Self>, other: &AnyObj) -> Option<Ordering> {
        let other = other.downcast_ref::<Self>()?;
        Self::BEHAVIOUR.compare.0.and_then(|compare| compare(this, other))
    }
}

/// The hash of a plain instance, which is equal to itself only.
pub(crate) fn plain_hash<T: Object>(this: &Obj<T>) -> u64 {
    Obj::id(this) as u64 >> 3
}

/// A strong handle to an object of type `T`: eight bytes, counted, of one thread.
///
/// Cloning a handle makes another one to the same object; the object lives until the last is dropped,
/// or until the collector finds that only objects in a garbage cycle hold it. Functions on handles are
/// called as `Obj::id(&x)`, so that they never hide a method of the value.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Point { x: i32, y: i32 }
///
/// let a = Obj::new(Point { x: 1, y: 2 });
/// let b = a.clone();
/// assert!(Obj::is(&a, &b));
/// assert_eq!(Obj::refcount(&a), 2);
/// assert_eq!(b.x + b.y, 3);
/// ```
#[repr(transparent)]
pub struct Obj<T: ?Sized> {
    parts: RawHandle,
    // A function: to drop a handle concerns nothing inside `T`, which is `'static`; otherwise the compiler would follow
    // chains of types through their handles, and give up on those of fifty. From pointer to pointer: invariant, since an
    // object is of one type for ever, and can be asked for by it.
    value: PhantomData<fn(*const T) -> *const T>,
}

impl<T: Object> Obj<T> {
    /// An object with this value: a fresh one, or the shared one if the type shares objects by value.
    ///
    /// Amortised constant time; collects first if a collection is due.
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn new(value: T) -> Self {
        value.make()
    }

    /// The live object of this type at an address of this thread, as [`id`](Self::id) gave it.
    ///
    /// Any number may be asked for: what is not the address of a live `T` is `None`.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let point = Obj::new(Point { x: 1 });
    /// let id = Obj::id(&point);
    /// assert!(Obj::is(&Obj::<Point>::from_id(id).unwrap(), &point));
    /// drop(point);
    /// assert!(Obj::<Point>::from_id(id).is_none());
    /// assert!(Obj::<Point>::from_id(0xdead_beef).is_none());
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn from_id(id: usize) -> Option<Self> {
        AnyObj::from_id(id)?.downcast().ok()
    }
}

impl<T: ?Sized> Obj<T> {
    /// The address of the object: unique among the objects alive, and constant.
    #[inline]
    #[must_use]
    pub fn id(this: &Self) -> usize {
        this.handle().pointer().addr().get()
    }

    /// The number of strong handles to the object.
    ///
    /// An object whose count once reached 2³⁰ is immortal: then this is a number above that.
    #[inline]
    #[must_use]
    pub fn refcount(this: &Self) -> usize {
        this.handle().header().count() as usize
    }

    /// Whether two handles are to one object (Python's `is`).
    #[inline]
    #[must_use]
    pub fn is<U: ?Sized>(this: &Self, other: &Obj<U>) -> bool {
        this.handle().pointer() == other.handle().pointer()
    }

    /// The same as [`is`](Self::is), under the name that `Rc` has.
    #[inline]
    #[must_use]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        Self::is(this, other)
    }

    /// The same handle without its type.
    #[inline]
    #[must_use]
    pub fn as_any(this: &Self) -> &AnyObj {
        let this: *const Self = this;
        // SAFETY: both are transparent wrappers of `Handle`.
        unsafe { &*this.cast() }
    }

    /// Forgets the type. Costs nothing.
    #[inline]
    #[must_use]
    pub fn into_any(this: Self) -> AnyObj {
        AnyObj::from_handle(this.into_handle())
    }

    /// The header of the object.
    #[inline]
    pub(crate) fn header(&self) -> &Header {
        self.handle().header()
    }

    #[inline]
    fn of(handle: Handle) -> Self {
        Self { parts: handle.into_raw_parts(), value: PhantomData }
    }

    #[inline]
    fn into_handle(self) -> Handle {
        let this = ManuallyDrop::new(self);
        // SAFETY: what the parts were in is not dropped.
        unsafe { Handle::from_raw_parts(this.parts) }
    }

    /// The handle without a type.
    #[inline]
    pub(crate) fn handle(&self) -> &Handle {
        Handle::of_parts(&self.parts)
    }

    /// The first handle to a new object, whose count is 1.
    ///
    /// # Safety
    /// 1. As for [`Handle::adopt`], and the object is of type `T`.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) unsafe fn adopt(header: HeaderPtr) -> Self {
        // SAFETY: by 1.
        Self::of(unsafe { Handle::first(header) })
    }

    /// A new handle to an object.
    ///
    /// # Safety
    /// 1. The object is alive and of type `T`.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) unsafe fn to(header: HeaderPtr) -> Self {
        // SAFETY: by 1.
        Self::of(unsafe { Handle::to(header) })
    }

    /// Another handle, to look at the object for a moment.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn to_read(&self) -> Self {
        Self::of(self.handle().to_read())
    }

    /// A typed handle.
    ///
    /// # Safety
    /// 1. The object is of type `T`.
    #[inline]
    pub(crate) unsafe fn from_handle(handle: Handle) -> Self {
        Self::of(handle)
    }
}

impl<T: ?Sized> Clone for Obj<T> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        Self::of(self.handle().clone())
    }
}

impl<T: ?Sized> Drop for Obj<T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the parts are used no more.
        let handle = unsafe { Handle::from_raw_parts(self.parts) };
        if needs_drop::<T>() {
            drop(handle);
        } else {
            // SAFETY: an object whose value needs no drop is not tracked: see `start_header`.
            unsafe { handle.drop_untracked() }
        }
    }
}

/// A type that a handle can be dereferenced as: object types, and `dyn Trait` after `dyn_object!(dyn Trait)`.
///
/// # Safety
/// Implemented by the runtime and by `dyn_object!` only.
/// 1. `look` returns the value of the object.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not declared as a trait of objects",
    label = "handles to it could not be looked through",
    note = "write `obj_runtime::dyn_object!({Self});` once, beside the trait"
)]
pub unsafe trait Seen {
    /// What a handle dereferences to.
    type View: ?Sized;

    /// # Safety
    /// 1. The handle is one to `Self` without its type.
    unsafe fn look(object: &AnyObj) -> NonNull<Self::View>;

    /// Writes the value as its own `Debug` does; shortly if that is under way.
    fn write_debug(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result
    where
        Self::View: fmt::Debug,
    {
        printing::once(Obj::as_any(this), f, |f| fmt::Debug::fmt(&**this, f))
    }

    /// Writes the value as its own `Display` does; shortly if that is under way.
    fn write_display(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result
    where
        Self::View: fmt::Display,
    {
        printing::once(Obj::as_any(this), f, |f| fmt::Display::fmt(&**this, f))
    }

    /// Whether the values are equal.
    #[inline]
    fn has_equal(this: &Obj<Self>, other: &Obj<Self>) -> bool
    where
        Self::View: PartialEq,
    {
        **this == **other
    }
}

impl<T: Seen + ?Sized> Deref for Obj<T> {
    type Target = T::View;
    #[inline]
    fn deref(&self) -> &T::View {
        // SAFETY: the handle is one to `T`, and keeps the object alive.
        let view = unsafe { T::look(Self::as_any(self)) };
        // SAFETY: the value is not changed except through cells while handles exist, or through an
        // `ObjMut`, which is only given to the one handle there is.
        unsafe { view.as_ref() }
    }
}

// SAFETY: a handle visits itself.
unsafe impl<T: Held + ?Sized> Trace for Obj<T> {
    const HOLDS: bool = T::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    const IS_HANDLES_ONLY: bool = T::HOLDS_BEHIND;
    const POINTERS: PointerMap = if T::HOLDS_BEHIND { PointerMap::HANDLE } else { PointerMap::NONE };
    #[inline]
    fn trace(&self, tracer: &mut Tracer) {
        if T::HOLDS_BEHIND || tracer.wants_everything() {
            tracer.strong(self.handle());
        }
    }
}

impl<T: Frozen> Frozen for Obj<T> {}
