//! `ObjRef`, `AnyRef`: reading what a cell or container holds, without making candidates of the collector.

use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::Deref;

use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::end_reading::end_reading;

/// A cell or container in which an object was found.
pub(crate) trait Holds<H> {
    /// Whether `handle` is to the object at `index` of it.
    fn holds(&self, index: usize, handle: &H) -> bool;
}

/// A guard: a handle that ends as a reading. `$parameter` is that of the type of the object, if it is known.
macro_rules! guard {
    ($(#[$doc:meta])* $name:ident<$($parameter:ident)?> of $handle:ty, $(#[$own_doc:meta])* $own:ident) => {
        $(#[$doc])*
        pub struct $name<'a, $($parameter: ?Sized)?> {
            /// Taken when the guard is dropped, and then no more.
            object: ManuallyDrop<$handle>,
            holder: &'a (dyn Holds<$handle> + 'a),
            index: usize,
        }

        impl<'a, $($parameter: ?Sized)?> $name<'a, $($parameter)?> {
            /// A guard of a handle to what was found at `index` of `holder`.
            #[inline]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            pub(crate) fn new(object: $handle, holder: &'a (dyn Holds<$handle> + 'a), index: usize) -> Self {
                Self { object: ManuallyDrop::new(object), holder, index }
            }

            $(#[$own_doc])*
            #[inline]
            #[must_use]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            pub fn $own(this: &Self) -> $handle {
                <$handle>::clone(this)
            }
        }

        impl<$($parameter: ?Sized)?> Deref for $name<'_, $($parameter)?> {
            type Target = $handle;
            #[inline]
            fn deref(&self) -> &$handle {
                &self.object
            }
        }

        impl<$($parameter: ?Sized)?> Drop for $name<'_, $($parameter)?> {
            #[inline]
            fn drop(&mut self) {
                // SAFETY: taken here and nowhere else, and not used afterwards.
                let object = unsafe { ManuallyDrop::take(&mut self.object) };
                end_reading(object, |object| self.holder.holds(self.index, object));
            }
        }

        impl<$($parameter: ?Sized)?> From<$name<'_, $($parameter)?>> for $handle {
            #[inline]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn from(guard: $name<'_, $($parameter)?>) -> Self {
                let mut guard = ManuallyDrop::new(guard);
                // SAFETY: the guard is neither dropped nor used afterwards, and its other fields need no drop.
                unsafe { ManuallyDrop::take(&mut guard.object) }
            }
        }

        /// What a cell can be set to.
        impl<$($parameter: ?Sized)?> From<$name<'_, $($parameter)?>> for Option<$handle> {
            #[inline]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn from(guard: $name<'_, $($parameter)?>) -> Self {
                Some(guard.into())
            }
        }

        /// With all that the handle is compared with.
        impl<$($parameter: ?Sized,)? V: ?Sized> PartialEq<V> for $name<'_, $($parameter)?>
        where
            $handle: PartialEq<V>,
        {
            fn eq(&self, other: &V) -> bool {
                **self == *other
            }
        }

        impl<$($parameter: ?Sized)?> fmt::Debug for $name<'_, $($parameter)?>
        where
            $handle: fmt::Debug,
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&**self, f)
            }
        }

        impl<$($parameter: ?Sized)?> fmt::Display for $name<'_, $($parameter)?>
        where
            $handle: fmt::Display,
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&**self, f)
            }
        }
    };
}

guard! {
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
    ObjRef<T> of Obj<T>,
    /// A handle of one's own to the object, the same as `clone`.
    to_obj
}

guard! {
    /// A handle that was taken to read what a [`List`](crate::List), [`Dict`](crate::Dict) or [`Set`](crate::Set) holds.
    ///
    /// It is used as the [`AnyObj`] it dereferences to, and is to it what [`ObjRef`] is to `Obj`: it counts while it is there,
    /// and leaves the collector nothing to do when it ends.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let list: Obj<List> = [1, 2, 3].into();
    /// let sum: i64 = list.iter().map(|item| **item.downcast_ref::<Int>().unwrap()).sum();
    /// assert_eq!(sum, 6);
    /// let kept: Vec<AnyObj> = list.iter().map(AnyObj::from).collect();
    /// assert_eq!(kept.len(), 3);
    /// ```
    AnyRef<> of AnyObj,
    /// A handle of one's own to the object, the same as `clone`.
    to_any
}

impl<T: ?Sized> From<&ObjRef<'_, T>> for Option<Obj<T>> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(guard: &ObjRef<'_, T>) -> Self {
        Some(Obj::clone(guard))
    }
}

impl<T: ?Sized> From<ObjRef<'_, T>> for AnyObj {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(guard: ObjRef<'_, T>) -> Self {
        Obj::from(guard).into()
    }
}
