//! Weak handles: they name an object without keeping it alive.

use std::any::TypeId;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::header::ObjectPtr;
use crate::heap::page::PagePtr;
use crate::object::any::AnyObj;
use crate::object::diagnostics::WeakTarget;
use crate::object::guard::ObjRef;
use crate::object::{Obj, Object};
#[cfg(feature = "parcel")]
use crate::trace::Relocator;
use crate::trace::{Frozen, Trace, Tracer};
use crate::weak_table::WeakTable;
use crate::weak_table::anchors::{Callback, RawWeak};

/// A weak handle. `$parameter` is that of the type of the object, if it is known.
macro_rules! weak_handle {
    ($(#[$doc:meta])* $name:ident<$($parameter:ident)?> of $handle:ty) => {
        $(#[$doc])*
        pub struct $name$(<$parameter: ?Sized>)? {
            raw: RawWeak,
            // A function: to drop a handle concerns nothing inside `T`, which is `'static`; otherwise the compiler would
            // follow chains of types through their handles, and give up on those of fifty. From pointer to pointer:
            // invariant, since an object is of one type for ever, and can be asked for by it.
            value: PhantomData<fn(*const $handle) -> *const $handle>,
        }

        impl$(<$parameter: ?Sized>)? $name$(<$parameter>)? {
            /// A weak handle to nothing.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            /// # #[derive(Object)]
            /// # struct Point;
            /// assert!(Weak::<Point>::new().upgrade().is_none());
            /// ```
            #[must_use]
            pub const fn new() -> Self {
                Self::of(RawWeak::EMPTY)
            }

            const fn of(raw: RawWeak) -> Self {
                Self { raw, value: PhantomData }
            }

            /// Whether two weak handles were made from the same object, dead or alive; or both from none.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            /// # #[derive(Object)]
            /// # struct Point;
            /// let point = Obj::new(Point);
            /// let weak = Obj::downgrade(&point);
            /// assert!(weak.ptr_eq(&Obj::downgrade(&point)));
            /// ```
            #[must_use]
            pub fn ptr_eq(&self, other: &Self) -> bool {
                self.raw.identity() == other.raw.identity()
            }

            /// The number of strong handles to the object; 0 if `upgrade` would give none.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            /// # #[derive(Object)]
            /// # struct Point;
            /// let point = Obj::new(Point);
            /// let weak = Obj::downgrade(&point);
            /// assert_eq!(weak.strong_count(), 1);
            /// drop(point);
            /// assert_eq!(weak.strong_count(), 0);
            /// ```
            #[must_use]
            pub fn strong_count(&self) -> usize {
                self.raw.alive().map_or(0, |target| target.header().count() as usize)
            }

            /// The number of weak handles to the object; 0 if `upgrade` would give no handle. Takes time in proportion to the callbacks
            /// and cleanups that wait for the object.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            /// # #[derive(Object)]
            /// # struct Point;
            /// let point = Obj::new(Point);
            /// let weak = Obj::downgrade(&point);
            /// assert_eq!((weak.weak_count(), weak.clone().weak_count()), (1, 2));
            /// ```
            #[must_use]
            pub fn weak_count(&self) -> usize {
                self.raw.alive().map_or(0, |target| WeakTable::count(target))
            }

            /// Whether the object has died, or there never was one.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            /// # #[derive(Object)]
            /// # struct Point;
            /// let point = Obj::new(Point);
            /// let weak = Obj::downgrade(&point);
            /// assert!(!weak.is_dead());
            /// drop(point);
            /// assert!(weak.is_dead());
            /// ```
            #[must_use]
            pub fn is_dead(&self) -> bool {
                self.raw.target().is_none()
            }

            /// Makes a raw pointer of the weak handle, which goes on existing until [`from_raw`](Self::from_raw) makes one of it
            /// again: for places that take a pointer, as a callback of C. It is null for a weak handle to nothing.
            ///
            /// It does not point to the value, which may be gone: `upgrade` finds that.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            /// # #[derive(Object)]
            /// # struct Point;
            /// let point = Obj::new(Point);
            /// let weak = Obj::downgrade(&point);
            /// let raw = weak.into_raw();
            /// // SAFETY: it was made by `into_raw`, in this thread.
            /// let weak = unsafe { Weak::<Point>::from_raw(raw) };
            /// assert!(weak.upgrade().is_some());
            /// ```
            #[must_use = "the weak handle stays for ever if the pointer is not made one again"]
            pub fn into_raw(self) -> *const () {
                self.raw.into_raw()
            }

            /// The weak handle that a raw pointer was made of.
            ///
            /// # Safety
            /// 1. `raw` is of [`into_raw`](Self::into_raw) of this type, in this thread.
            /// 2. No weak handle was made of it since.
            ///
            /// # Examples
            /// ```
            /// use obj_runtime::prelude::*;
            ///
            /// #[derive(Object)]
            /// struct Point { x: i32 }
            ///
            /// let point = Obj::new(Point { x: 1 });
            /// let raw = Obj::downgrade(&point).into_raw();
            /// // SAFETY: the pointer was just made of a weak handle to a point, in this thread, and is used once.
            /// let weak = unsafe { Weak::<Point>::from_raw(raw) };
            /// assert_eq!(weak.upgrade().unwrap().x, 1);
            /// ```
            #[must_use]
            pub unsafe fn from_raw(raw: *const ()) -> Self {
                // SAFETY: by 1. and 2.
                Self::of(unsafe { RawWeak::from_raw(raw) })
            }
        }

        impl$(<$parameter: ?Sized>)? Clone for $name$(<$parameter>)? {
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn clone(&self) -> Self {
                Self::of(self.raw.clone())
            }
        }

        impl$(<$parameter: ?Sized>)? Default for $name$(<$parameter>)? {
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn default() -> Self {
                Self::new()
            }
        }

        /// The type and the id of the object, or that it is dead.
        impl$(<$parameter: ?Sized>)? fmt::Debug for $name$(<$parameter>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.raw.target() {
                    Some(target) => {
                        write!(f, "<weak; to '{}' at {:#x}>", PagePtr::of(target).info_of(target).name, target.address())
                    }
                    None => f.write_str("<weak; dead>"),
                }
            }
        }

        // SAFETY: a weak handle holds no strong one.
        unsafe impl$(<$parameter: ?Sized>)? Trace for $name$(<$parameter>)? {
            type Leaves<H> = ();
            const HOLDS: bool = false;
            const HOLDS_BEHIND: bool = false;
            crate::trace::finds_all!(true, true);
            #[inline]
            fn trace(this: &Self, tracer: &mut Tracer) {
                let anchor = this.raw.anchor_address();
                if tracer.wants_everything() && anchor != 0 {
                    tracer.weak(anchor, this.raw.target());
                }
            }
            #[cfg(feature = "parcel")]
            fn relocate(this: &mut Self, relocator: &mut Relocator) {
                this.raw.relocate(relocator);
            }
            crate::trace::copied_by_clone! {}
        }

        // It is equal to itself only, and is that also when its object is gone.
        impl$(<$parameter: ?Sized>)? Frozen for $name$(<$parameter>)? {}

        impl$(<$parameter: ?Sized>)? PartialEq for $name$(<$parameter>)? {
            fn eq(&self, other: &Self) -> bool {
                self.ptr_eq(other)
            }
        }

        impl$(<$parameter: ?Sized>)? Eq for $name$(<$parameter>)? {}

        impl$(<$parameter: ?Sized>)? Hash for $name$(<$parameter>)? {
            fn hash<H: Hasher>(&self, state: &mut H) {
                state.write_u64(self.raw.identity());
            }
        }

        impl$(<$parameter: ?Sized>)? UnwindSafe for $name$(<$parameter>)? {}
        impl$(<$parameter: ?Sized>)? RefUnwindSafe for $name$(<$parameter>)? {}
    };
}

weak_handle! {
    /// A weak handle to an object of type `T`.
    ///
    /// It does not count. [`upgrade`](Self::upgrade) gives a strong handle as long as the object is alive.
    ///
    /// Two weak handles are equal if they were made from one object, whether it is alive or dead, and the hash is
    /// that of the object's identity. So a weak handle is a lasting key. (CPython compares the
    /// objects while they are alive, so there the answer changes when one dies.) Weak handles that the collector cleared
    /// before a finalizer brought the object back are not equal to those made since.
    ///
    /// Eight bytes. The first weak handle to an object makes an entry in a table beside the object's page; the others share it.
    /// Pages none of whose objects had a weak handle have no such table.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let point = Obj::new(Point { x: 1 });
    /// let weak = Obj::downgrade(&point);
    /// assert_eq!(weak.upgrade().unwrap().x, 1);
    /// drop(point);
    /// assert!(weak.upgrade().is_none());
    /// ```
    #[doc(alias = "weakref")]
    #[doc(alias = "PyWeakReference")]
    Weak<T> of Obj<T>
}

weak_handle! {
    /// A weak handle to an object of any type: what [`Weak`] is to `Obj`, it is to [`AnyObj`].
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    /// use obj_runtime::AnyWeak;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let point = Obj::new(Point { x: 1 });
    /// let any: AnyWeak = Obj::downgrade(&point).into();
    /// assert!(any.upgrade().unwrap().is_a::<Point>());
    /// let weak: Weak<Point> = any.downcast().unwrap();
    /// drop(point);
    /// assert!(weak.is_dead());
    /// ```
    AnyWeak<> of AnyObj
}

impl<T: ?Sized> Weak<T> {
    /// A strong handle, if the object is alive and may be handed out.
    ///
    /// `None` also while the object's value is still being made (`new_cyclic`), while it waits for its teardown in a
    /// deep drop, and once the collector has found it to be garbage.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let point = Obj::new(Point { x: 1 });
    /// let weak = Obj::downgrade(&point);
    /// assert_eq!(weak.upgrade().unwrap().x, 1);
    /// drop(point);
    /// assert!(weak.upgrade().is_none());
    /// ```
    #[doc(alias = "PyWeakref_GetRef")]
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn upgrade(&self) -> Option<Obj<T>> {
        // SAFETY: the anchor was made for an object of type `T`.
        self.raw.upgrade().map(|handle| unsafe { Obj::from_handle(handle) })
    }

    /// Whether [`upgrade`](Self::upgrade) would give a handle.
    pub(crate) fn is_alive(&self) -> bool {
        self.raw.is_alive()
    }

    /// Whether this is `other` or a clone of it, rather than another weak handle to the same object.
    pub(crate) fn is_clone_of(&self, other: &Self) -> bool {
        self.raw.anchor_address() == other.raw.anchor_address()
    }
}

impl AnyWeak {
    /// A strong handle, if the object is alive and may be handed out; see [`Weak::upgrade`].
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::AnyWeak;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let point = Obj::new(Point { x: 1 });
    /// let weak: AnyWeak = Obj::downgrade(&point).into();
    /// assert!(weak.upgrade().unwrap().is_a::<Point>());
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn upgrade(&self) -> Option<AnyObj> {
        self.raw.upgrade().map(AnyObj::from_handle)
    }

    /// The weak handle as one to a `T`.
    ///
    /// # Errors
    /// The weak handle itself, if the object is of another type, or dead: then its type is not known any more.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::AnyWeak;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let point = Obj::new(Point { x: 1 });
    /// let weak: AnyWeak = Obj::downgrade(&point).into();
    /// assert_eq!(weak.downcast::<Point>().unwrap().upgrade().unwrap().x, 1);
    /// ```
    pub fn downcast<T: Object>(self) -> Result<Weak<T>, Self> {
        match self.raw.target() {
            Some(target) if PagePtr::of(target).info_of(target).type_id == TypeId::of::<T>() => Ok(Weak::of(self.raw)),
            _ => Err(self),
        }
    }

    /// A weak handle to an object, of a type that has them.
    pub(crate) fn to(object: &AnyObj) -> Self {
        Self::of(WeakTable::current().to(object.handle().pointer()))
    }

    /// The same with a callback.
    pub(crate) fn with_callback(object: &AnyObj, callback: impl FnOnce(&Self) + 'static) -> Self {
        let callback: Callback = Box::new(move |raw: &RawWeak| callback(&Self::of(raw.clone())));
        Self::of(WeakTable::current().add(object.handle().pointer(), Some(callback)))
    }
}

impl<T: ?Sized> From<Weak<T>> for AnyWeak {
    fn from(weak: Weak<T>) -> Self {
        Self::of(weak.raw)
    }
}

/// A weak handle to the object.
impl<T: WeakTarget + ?Sized> From<&Obj<T>> for Weak<T> {
    fn from(object: &Obj<T>) -> Self {
        Obj::downgrade(object)
    }
}

/// What a [`WeakCell`](crate::WeakCell) can be set to. Whether the type has weak handles is asked apart.
#[diagnostic::on_unimplemented(
    message = "a `WeakCell` cannot be set to `{Self}`",
    label = "names no object of type `{T}`",
    note = "set it to `&object`, an object, a weak handle or `None`"
)]
pub trait IntoWeak<T: ?Sized> {
    #[doc(hidden)]
    fn into_weak(self) -> Weak<T>;
}

macro_rules! into_weak {
    ($($source:ty => |$value:ident| $target:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized> IntoWeak<T> for $source {
            #[inline]
            fn into_weak(self) -> Weak<T> {
                let $value = self;
                $target
            }
        }
    )*};
}

into_weak! {
    &Obj<T> => |object| weak_to(object);
    Obj<T> => |object| weak_to(&object);
    &ObjRef<'_, T> => |guard| weak_to(guard);
    Option<&Obj<T>> => |object| object.map(weak_to).unwrap_or_default();
    Weak<T> => |weak| weak;
}

#[inline]
fn weak_to<T: ?Sized>(object: &Obj<T>) -> Weak<T> {
    Weak::of(WeakTable::current().to(object.handle().pointer()))
}

impl<T: WeakTarget + ?Sized> Obj<T> {
    /// A weak handle to the object.
    ///
    /// The first one to an object makes an entry in a table beside the object's page; the others share it. The tables of a page go
    /// with the page: until then they keep at most 8.5 bytes for each place that an object of the page can have.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let point = Obj::new(Point { x: 1 });
    /// let weak = Obj::downgrade(&point);
    /// assert_eq!(Obj::refcount(&point), 1);    // it does not count
    /// assert!(weak.upgrade().is_some());
    /// ```
    #[doc(alias = "weakref.ref")]
    #[inline]
    #[must_use]
    pub fn downgrade(this: &Self) -> Weak<T> {
        weak_to(this)
    }

    /// A weak handle with a callback that runs once when the object dies, unless all clones of the weak
    /// handle are dropped before. Callbacks of one object run newest first, after its weak
    /// handles are cleared (CPython: `weakref.ref(x, callback)`). A panic of one does not leave the `drop` that ran it: see
    /// [`Finalize`](crate::Finalize).
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    /// use std::{cell::Cell, rc::Rc};
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let called = Rc::new(Cell::new(false));
    /// let point = Obj::new(Point { x: 1 });
    /// let flag = called.clone();
    /// let _weak = Obj::downgrade_with(&point, move |weak| flag.set(weak.upgrade().is_none()));
    /// drop(point);
    /// assert!(called.get());
    /// ```
    #[doc(alias = "weakref.finalize")]
    #[must_use = "the callback is forgotten with the last clone of the weak handle"]
    pub fn downgrade_with(this: &Self, callback: impl FnOnce(&Weak<T>) + 'static) -> Weak<T> {
        let callback: Callback = Box::new(move |raw: &RawWeak| callback(&Weak::of(raw.clone())));
        Weak::of(WeakTable::current().add(this.handle().pointer(), Some(callback)))
    }
}

impl<T: ?Sized> Obj<T> {
    /// The number of weak handles to the object. Takes time in proportion to the callbacks and cleanups that wait for it.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let point = Obj::new(Point { x: 1 });
    /// let weak = Obj::downgrade(&point);
    /// assert_eq!(Obj::weak_count(&point), 1);
    /// # drop(weak);
    /// ```
    #[doc(alias = "getweakrefcount")]
    #[must_use]
    pub fn weak_count(this: &Self) -> usize {
        WeakTable::count(this.handle().pointer())
    }
}

#[cfg(feature = "serde")]
impl<T: ?Sized> Weak<T> {
    /// A typed weak handle to an object that is yet to be made.
    ///
    /// # Safety
    /// 1. The promise is kept, if at all, with an object of type `T`.
    pub(crate) unsafe fn promised(raw: RawWeak) -> Self {
        Self { raw, value: PhantomData }
    }
}

/// A weak handle to a slot whose value is still being made.
///
/// # Safety
/// 1. `slot` is reserved for a `T`.
pub(crate) unsafe fn to_reserved<T: Object>(slot: ObjectPtr) -> Weak<T> {
    Weak::of(WeakTable::current().to(slot))
}

impl AnyObj {
    /// The number of weak handles to the object. Takes time in proportion to the callbacks and cleanups that wait for it.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point;
    /// let point: AnyObj = Obj::new(Point).into();
    /// let weak = point.downgrade();
    /// assert_eq!((point.weak_count(), weak.is_some()), (1, true));
    /// ```
    #[must_use]
    pub fn weak_count(&self) -> usize {
        WeakTable::count(self.handle().pointer())
    }
}
