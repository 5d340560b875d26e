//! The typed handle, `Obj<T>`.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, needs_drop};
use std::ops::Deref;
use std::ptr::NonNull;

use super::printing;
#[cfg(feature = "serde")]
use crate::ground::mark::Mark;
use crate::handle::{Handle, RawHandle};
use crate::header::{Header, ObjectPtr};
use crate::object::Object;
use crate::object::any::AnyObj;
use crate::object::comparison_depth::nested;
#[cfg(feature = "parcel")]
use crate::trace::Relocator;
use crate::trace::{Frozen, ObjectType, PointerMap, Trace, Tracer};

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
#[doc(alias = "Rc")]
#[doc(alias = "PyObject")]
#[doc(alias = "Gc")]
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
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let point = Obj::new(Point { x: 1 });
    /// assert_eq!(point.x, 1);
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn new(value: T) -> Self {
        T::make(value)
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
    #[doc(alias = "PyObj_FromPtr")]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn from_id(id: usize) -> Option<Self> {
        AnyObj::from_id(id)?.downcast().ok()
    }
}

impl<T: ?Sized> Obj<T> {
    /// The address of the object: unique among the objects alive, and constant.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let point = Obj::new(Point { x: 1 });
    /// assert_eq!(Obj::id(&point), Obj::id(&point.clone()));
    /// ```
    #[doc(alias = "address")]
    #[doc(alias = "as_ptr")]
    #[inline]
    #[must_use]
    pub fn id(this: &Self) -> usize {
        this.handle().pointer().address()
    }

    /// The number of strong handles to the object.
    ///
    /// An object whose count once reached 2³⁰ is immortal: then this is a number above that.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let point = Obj::new(Point { x: 1 });
    /// let same = point.clone();
    /// assert_eq!(Obj::refcount(&point), 2);
    /// drop(same);
    /// assert_eq!(Obj::refcount(&point), 1);
    /// ```
    #[doc(alias = "getrefcount")]
    #[doc(alias = "strong_count")]
    #[doc(alias = "Py_REFCNT")]
    #[inline]
    #[must_use]
    pub fn refcount(this: &Self) -> usize {
        this.handle().header().count() as usize
    }

    /// Whether two handles are to one object (Python's `is`).
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let point = Obj::new(Point { x: 1 });
    /// assert!(Obj::is(&point, &point.clone()));
    /// assert!(!Obj::is(&point, &Obj::new(Point { x: 1 })));
    /// ```
    #[doc(alias = "ptr_eq")]
    #[doc(alias = "Py_Is")]
    #[inline]
    #[must_use]
    pub fn is<U: ?Sized>(this: &Self, other: &Obj<U>) -> bool {
        this.handle().pointer() == other.handle().pointer()
    }

    /// The same as [`is`](Self::is), under the name that `Rc` has.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let point = Obj::new(Point { x: 1 });
    /// assert!(Obj::ptr_eq(&point, &point.clone()));
    /// ```
    #[inline]
    #[must_use]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        Self::is(this, other)
    }

    /// The same handle without its type.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let point = Obj::new(Point { x: 1 });
    /// assert_eq!(Obj::as_any(&point).type_name(), "Point");
    /// ```
    #[inline]
    #[must_use]
    pub fn as_any(this: &Self) -> &AnyObj {
        let this: *const Self = this;
        // SAFETY: both are transparent wrappers of `Handle`.
        unsafe { &*this.cast() }
    }

    /// Forgets the type. Costs nothing.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let point = Obj::new(Point { x: 1 });
    /// let any: AnyObj = Obj::into_any(point);
    /// assert!(any.is_a::<Point>());
    /// ```
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

    /// Whether this stands in a cell for a handle that is not there yet. Such a one is neither used nor dropped.
    #[inline(always)]
    pub(crate) fn is_mark(&self) -> bool {
        self.parts.is_mark()
    }

    /// What stands in a cell for a handle that is not there yet: neither to be used nor to be dropped.
    #[cfg(feature = "serde")]
    pub(crate) fn of_mark(mark: Mark) -> ManuallyDrop<Self> {
        ManuallyDrop::new(Self { parts: RawHandle::of_mark(mark), value: PhantomData })
    }

    /// The mark that this is, if it is one.
    #[cfg(feature = "serde")]
    pub(crate) fn mark(&self) -> Option<Mark> {
        self.parts.mark()
    }

    /// The handle without a type.
    #[inline]
    pub(crate) fn handle(&self) -> &Handle {
        Handle::of_parts(&self.parts)
    }

    /// The handle without a type, to be exchanged for one to another object of the type.
    #[cfg(feature = "parcel")]
    pub(crate) fn handle_mut(&mut self) -> &mut Handle {
        let parts: *mut RawHandle = &raw mut self.parts;
        // SAFETY: a handle is its parts.
        unsafe { &mut *parts.cast() }
    }

    /// The first handle to a new object, whose count is 1.
    ///
    /// # Safety
    /// 1. As for [`Handle::adopt`], and the object is of type `T`.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) unsafe fn adopt(header: ObjectPtr) -> Self {
        // SAFETY: by 1.
        Self::of(unsafe { Handle::first(header) })
    }

    /// A new handle to an object.
    ///
    /// # Safety
    /// 1. The object is alive and of type `T`.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) unsafe fn to(header: ObjectPtr) -> Self {
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

/// Another handle to the object: what a cell can be set to.
impl<T: ?Sized> From<&Obj<T>> for Option<Obj<T>> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(object: &Obj<T>) -> Self {
        Some(object.clone())
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
pub unsafe trait Viewed {
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

    /// Whether the values are equal, if that is clear without a look at them.
    #[inline]
    fn equal_by_identity(_this: &Obj<Self>, _other: &Obj<Self>) -> Option<bool> {
        None
    }

    /// Whether the values are equal.
    #[inline]
    fn has_equal(this: &Obj<Self>, other: &Obj<Self>) -> bool
    where
        Self::View: PartialEq,
    {
        nested::<Self, _>(|| **this == **other)
    }

    /// Hashes what the equality of two handles is about.
    #[inline]
    fn write_hash<H: Hasher>(this: &Obj<Self>, state: &mut H)
    where
        Self::View: Hash,
    {
        nested::<Self, _>(|| (**this).hash(state));
    }
}

impl<T: Viewed + ?Sized> Deref for Obj<T> {
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
unsafe impl<T: ObjectType + ?Sized> Trace for Obj<T> {
    type Leaves<H> = T::LeavesBehind<H>;
    const HOLDS: bool = T::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    const IS_HANDLES_ONLY: bool = T::HOLDS_BEHIND;
    crate::trace::tells_all!(T::IS_KNOWN, T::IS_KNOWN);
    crate::trace::finds_all!(T::HOLDS_BEHIND, T::HOLDS_BEHIND);
    const POINTERS: PointerMap = if T::HOLDS_BEHIND { PointerMap::HANDLE } else { PointerMap::NONE };
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        if T::HOLDS_BEHIND || tracer.wants_everything() {
            tracer.strong(this.handle());
        }
    }
    #[cfg(feature = "parcel")]
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        relocator.strong(this.handle_mut(), T::IS_KNOWN);
    }
    crate::trace::copied_by_clone! {}
}

impl<T: Frozen> Frozen for Obj<T> {}
