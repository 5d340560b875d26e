//! Handles as raw pointers, to be given to code that knows no handles.

use std::ptr::NonNull;

use crate::handle::Handle;
use crate::object::Obj;

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
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub unsafe fn from_raw(raw: NonNull<()>) -> Self {
        // SAFETY: by 1. and 2.
        let handle = unsafe { Handle::from_raw(raw) };
        // SAFETY: by 1.
        unsafe { Self::from_handle(handle) }
    }
}
