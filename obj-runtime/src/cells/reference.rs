//! `ObjRef`: reading what a cell holds, without leaving a trace.

use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::Deref;

use crate::object::Obj;

/// A cell, list or map in which an object was found.
pub(crate) trait Holder<T: ?Sized> {
    /// Whether `object` is at `index` of it.
    fn holds(&self, index: usize, object: &Obj<T>) -> bool;
}

/// A handle that was taken to read what a cell holds: from `borrow`, `at`, `iter`.
///
/// It counts, so the object is there as long as the guard is, whatever happens to the cell. It is used as the
/// [`Obj`] it dereferences to: `guard.field`, `Obj::id(&guard)`, `function_of_obj(&guard)`, and
/// `guard.clone()` for a handle of one's own.
///
/// Dropping a handle usually makes the object a candidate of the collector, which then looks at it once. When
/// a guard ends and the cell still holds the object, there is no need: something else holds it that is
/// itself alive. So reading a graph through guards leaves the collector nothing to do.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Default)]
/// struct Node { value: i32, next: ObjCell<Node> }
///
/// let last = Obj::new(Node { value: 2, ..Default::default() });
/// let first = Obj::new(Node { value: 1, next: last.into() });
/// let next = first.next.borrow().unwrap();
/// first.next.set(None);
/// assert_eq!(next.value, 2);
/// assert_eq!(Obj::refcount(&next), 1);
/// ```
pub struct ObjRef<'a, T: ?Sized> {
    /// Taken when the guard is dropped, and then no more.
    object: ManuallyDrop<Obj<T>>,
    holder: &'a (dyn Holder<T> + 'a),
    index: usize,
}

impl<'a, T: ?Sized> ObjRef<'a, T> {
    /// A guard of an object that was found at `index` of `holder`.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn new(object: Obj<T>, holder: &'a (dyn Holder<T> + 'a), index: usize) -> Self {
        Self { object: ManuallyDrop::new(object), holder, index }
    }

    /// A handle of one's own to the object, the same as `clone`.
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn to_obj(this: &Self) -> Obj<T> {
        Obj::clone(this)
    }
}

impl<T: ?Sized> Deref for ObjRef<'_, T> {
    type Target = Obj<T>;
    #[inline]
    fn deref(&self) -> &Obj<T> {
        &self.object
    }
}

impl<T: ?Sized> Drop for ObjRef<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: taken here and nowhere else, and not used afterwards.
        let object = unsafe { ManuallyDrop::take(&mut self.object) };
        if self.holder.holds(self.index, &object) {
            // SAFETY: the holder, which is borrowed, has a handle to the object.
            unsafe { Obj::into_any(object).into_handle().end_reading() }
        }
    }
}

impl<'a, T: ?Sized> From<ObjRef<'a, T>> for Obj<T> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(guard: ObjRef<'a, T>) -> Self {
        let mut guard = ManuallyDrop::new(guard);
        // SAFETY: the guard is neither dropped nor used afterwards, and its other fields need no drop.
        unsafe { ManuallyDrop::take(&mut guard.object) }
    }
}

impl<T: ?Sized> fmt::Debug for ObjRef<'_, T>
where
    Obj<T>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T: ?Sized> fmt::Display for ObjRef<'_, T>
where
    Obj<T>: fmt::Display,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
