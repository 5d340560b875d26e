//! Handles as raw pointers, to be given to code that knows no handles.

use std::ptr::NonNull;

use crate::handle::{AnyObj, Handle};
use crate::object::obj::{Obj, Viewed};

impl<T: Viewed + ?Sized> Obj<T> {
    /// A pointer to the value: valid for reads as long as there is a handle, and not to be written through.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let point = Obj::new(Point { x: 1 });
    /// assert_eq!(Obj::as_ptr(&point), &raw const *point);
    /// ```
    #[inline]
    #[must_use]
    pub fn as_ptr(this: &Self) -> *const T::View {
        &raw const **this
    }
}

impl<T: ?Sized> Obj<T> {
    /// Makes a raw pointer of the handle. It goes on counting, until [`from_raw`](Self::from_raw) makes a handle of it
    /// again; otherwise the object lives for ever.
    ///
    /// The address is the object's [`id`](Self::id). There is nothing to read at it.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let raw = Obj::into_raw(Obj::new(Point { x: 1 }));
    /// // SAFETY: the pointer was just made of a handle to a `Point`, in this thread, and is used once.
    /// let point: Obj<Point> = unsafe { Obj::from_raw(raw) };
    /// assert_eq!((point.x, Obj::refcount(&point)), (1, 1));
    /// ```
    #[must_use = "the object lives for ever if the pointer is not made a handle again"]
    pub fn into_raw(this: Self) -> NonNull<()> {
        Self::into_any(this).into_handle().into_raw()
    }

    /// The handle that a raw pointer was made of.
    ///
    /// # Safety
    /// 1. `raw` is of [`into_raw`](Self::into_raw), of a handle with the same type parameter, in this thread.
    /// 2. No handle was made of it since.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// /// What a library of C hands back to a callback.
    /// fn called_back(data: std::ptr::NonNull<()>) -> i32 {
    ///     // SAFETY: the pointer was made of a handle to a `Point`, in this thread, and is used once.
    ///     let point: Obj<Point> = unsafe { Obj::from_raw(data) };
    ///     point.x
    /// }
    /// let point = Obj::new(Point { x: 1 });
    /// assert_eq!(called_back(Obj::into_raw(point)), 1);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub unsafe fn from_raw(raw: NonNull<()>) -> Self {
        // SAFETY: by 1. and 2.
        let handle = unsafe { Handle::from_raw(raw) };
        // SAFETY: by 1.
        unsafe { Self::from_handle(handle) }
    }
}

impl AnyObj {
    /// Makes a raw pointer of the handle; as [`Obj::into_raw`].
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let number = AnyObj::from(1_000);
    /// let raw = AnyObj::into_raw(number.clone());         // counts on
    /// assert_eq!(AnyObj::refcount(&number), 2);
    /// // SAFETY: the pointer was just made of a handle, in this thread, and is used once.
    /// drop(unsafe { AnyObj::from_raw(raw) });
    /// assert_eq!(AnyObj::refcount(&number), 1);
    /// ```
    #[must_use = "the object lives for ever if the pointer is not made a handle again"]
    pub fn into_raw(this: Self) -> NonNull<()> {
        this.into_handle().into_raw()
    }

    /// The handle that a raw pointer was made of.
    ///
    /// # Safety
    /// 1. `raw` is of [`into_raw`](Self::into_raw) or [`Obj::into_raw`], in this thread.
    /// 2. No handle was made of it since.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let raw = AnyObj::into_raw(AnyObj::from("text"));
    /// // SAFETY: the pointer was just made of a handle, in this thread, and is used once.
    /// let object = unsafe { AnyObj::from_raw(raw) };
    /// assert_eq!(object, "text");
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub unsafe fn from_raw(raw: NonNull<()>) -> Self {
        // SAFETY: by 1. and 2.
        Self::from_handle(unsafe { Handle::from_raw(raw) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::weak::{AnyWeak, Weak};
    use crate::values::Str;

    #[test]
    fn raw_pointers_are_of_the_object_whatever_type_the_handle_has() {
        let text = Obj::<Str>::from("text");
        let raw = AnyObj::into_raw(AnyObj::from(&text));
        assert_eq!((Obj::refcount(&text), raw.addr().get()), (2, Obj::id(&text)));
        let raws = [raw, Obj::into_raw(text)];
        // SAFETY: the pointers were just made of handles, and are used once.
        let [any, again] = raws.map(|raw| unsafe { AnyObj::from_raw(raw) });
        assert!(AnyObj::is(&any, &again));
        drop(any);
        assert_eq!((again.refcount(), again == "text"), (1, true));
    }

    #[test]
    fn raw_pointers_stand_for_weak_handles() {
        let point: Obj<crate::Set> = Obj::default();
        let raw = Obj::downgrade(&point).into_raw();
        assert_eq!(Obj::weak_count(&point), 1);
        // SAFETY: the pointer was just made of such a weak handle, in this thread, and is used once.
        let weak = unsafe { Weak::<crate::Set>::from_raw(raw) };
        assert!(Obj::is(&weak.upgrade().unwrap(), &point));
        drop(weak);
        assert_eq!(Obj::weak_count(&point), 0);
        let raw = AnyWeak::new().into_raw();
        assert!(raw.is_null());
        // SAFETY: as above.
        assert!(unsafe { AnyWeak::from_raw(raw) }.is_dead());
    }
}
