//! `ById`: a handle as a key that stands for its object, not for its value.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use crate::object::Obj;
#[cfg(feature = "parcel")]
use crate::trace::Relocator;
use crate::trace::{Frozen, ObjectType, PointerMap, Trace, Tracer};

/// A handle that is compared, ordered and hashed by identity, whatever the object's type says of equality.
///
/// For maps from objects, and for fields that are to tell two objects apart that are equal. It is as large as the handle
/// and keeps the object alive; the order is that of the addresses. Every operation takes constant time.
///
/// Handles to interned objects are equal and have equal hashes by identity anyway. A generic interned type that contains
/// itself needs this nevertheless: what is derived for it knows only that its parameters have `Eq`, and no more is asked
/// here.
///
/// # Examples
/// ```
/// use obj_runtime::ById;
/// use obj_runtime::prelude::*;
/// use std::collections::HashMap;
///
/// #[derive(Object, Debug, PartialEq)]
/// struct Point { x: f64 }
///
/// let (a, b) = (Obj::new(Point { x: 0.5 }), Obj::new(Point { x: 0.5 }));
/// assert_eq!(a, b);
/// assert_ne!(ById(a.clone()), ById(b.clone()));
///
/// let visits = HashMap::from([(ById(a.clone()), 1), (ById(b.clone()), 2)]);
/// assert_eq!(visits[ById::of(&a)], 1);
/// ```
#[repr(transparent)]
pub struct ById<T: ?Sized>(pub Obj<T>);

impl<T: ?Sized> ById<T> {
    /// A handle seen as a key, to look it up without a clone.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// use obj_runtime::ById;
    /// use std::collections::HashSet;
    ///
    /// let text = Obj::<Str>::from("text");
    /// let seen = HashSet::from([ById(text.clone())]);
    /// assert!(seen.contains(ById::of(&text)));            // no handle is cloned to ask
    /// ```
    #[inline]
    #[must_use]
    pub fn of(handle: &Obj<T>) -> &Self {
        let handle: *const Obj<T> = handle;
        // SAFETY: the type is a transparent wrapper of the handle.
        unsafe { &*(handle as *const Self) }
    }
}

impl<T: ?Sized> PartialEq for ById<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        Obj::is(&self.0, &other.0)
    }
}

impl<T: ?Sized> Eq for ById<T> {}

impl<T: ?Sized> Hash for ById<T> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(Obj::id(&self.0));
    }
}

impl<T: ?Sized> PartialOrd for ById<T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: ?Sized> Ord for ById<T> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        Obj::id(&self.0).cmp(&Obj::id(&other.0))
    }
}

impl<T: ?Sized> Clone for ById<T> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized> Deref for ById<T> {
    type Target = Obj<T>;
    #[inline]
    fn deref(&self) -> &Obj<T> {
        &self.0
    }
}

impl<T: ?Sized> From<Obj<T>> for ById<T> {
    #[inline]
    fn from(handle: Obj<T>) -> Self {
        Self(handle)
    }
}

impl<T: ?Sized> From<ById<T>> for Obj<T> {
    #[inline]
    fn from(key: ById<T>) -> Self {
        key.0
    }
}

/// As the handle.
impl<T: ?Sized> fmt::Debug for ById<T>
where
    Obj<T>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// As the handle.
impl<T: ?Sized> fmt::Display for ById<T>
where
    Obj<T>: fmt::Display,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

// SAFETY: a handle visits itself.
unsafe impl<T: ObjectType + ?Sized> Trace for ById<T> {
    type Leaves<H> = T::LeavesBehind<H>;
    const HOLDS: bool = Obj::<T>::HOLDS;
    const HOLDS_BEHIND: bool = <Obj<T> as Trace>::HOLDS_BEHIND;
    const IS_HANDLES_ONLY: bool = Obj::<T>::IS_HANDLES_ONLY;
    crate::trace::tells_all!(Obj::<T>::TRACE_TELLS_ALL, Obj::<T>::TRACE_TELLS_ALL_BEHIND);
    crate::trace::finds_all!(Obj::<T>::TRACE_FINDS_ALL, Obj::<T>::TRACE_FINDS_ALL_BEHIND);
    const POINTERS: PointerMap = Obj::<T>::POINTERS;
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        Trace::trace(&this.0, tracer);
    }
    #[cfg(feature = "parcel")]
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        Obj::relocate(&mut this.0, relocator);
    }
    crate::trace::copied_by_clone! {}
}

/// What is compared never changes. It is frozen only if the object is, though: otherwise a cycle could pass through it
/// that the collector does not look for.
impl<T: Frozen> Frozen for ById<T> {}
