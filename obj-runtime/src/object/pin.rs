//! Pinned objects.

use std::pin::Pin;

use crate::object::{Obj, Object};

impl<T: Object<View = T> + Unpin> Obj<T> {
    /// `Pin::new(Obj::new(value))`, for functions that take pinned pointers.
    ///
    /// Only for types that do not mind being moved. A value that does goes into the object as a field `Pin<Box<_>>`: the value
    /// of an object itself may be moved by any owner of the last handle, with [`try_unwrap`](Self::try_unwrap) or through
    /// [`get_mut`](Self::get_mut), and a handle can be had by the [`id`](Self::id) alone.
    ///
    /// # Examples
    /// ```
    /// use std::marker::PhantomPinned;
    /// use std::pin::Pin;
    /// use obj_runtime::prelude::*;
    ///
    /// struct Knot { x: i32, _pinned: PhantomPinned }
    /// obj_runtime::trace_leaf!(Knot);
    ///
    /// #[derive(Object)]
    /// struct Rope { knot: Pin<Box<Knot>> }
    ///
    /// let rope = Obj::pin(Rope { knot: Box::pin(Knot { x: 1, _pinned: PhantomPinned }) });
    /// let knot: Pin<&Knot> = rope.knot.as_ref();
    /// assert_eq!(knot.x, 1);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn pin(value: T) -> Pin<Self> {
        Pin::new(Self::new(value))
    }
}
