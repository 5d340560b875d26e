//! Weak handles to objects whose type is known at run time only.

use super::Builtin;
use crate::object::any::AnyObj;
use crate::object::weak::AnyWeak;

impl AnyObj {
    /// A weak handle to the object; none if its type has none: that of a built-in value other than a set, as in Python.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let point: AnyObj = Obj::new(Point { x: 1 }).into();
    /// let weak = point.downgrade().unwrap();
    /// assert!(AnyObj::is(&weak.upgrade().unwrap(), &point));
    /// assert!(AnyObj::from("text").downgrade().is_none());
    /// ```
    #[must_use]
    pub fn downgrade(&self) -> Option<AnyWeak> {
        has_weak_handles(self).then(|| AnyWeak::to(self))
    }

    /// A weak handle with a callback, as [`Obj::downgrade_with`](crate::Obj::downgrade_with) makes it; none if the type of the
    /// object has none. The callback is dropped then.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use std::{cell::Cell, rc::Rc};
    /// #[derive(Object)]
    /// struct Window;
    ///
    /// let closed = Rc::new(Cell::new(false));
    /// let window: AnyObj = Obj::new(Window).into();
    /// let flag = closed.clone();
    /// let watch = window.downgrade_with(move |_| flag.set(true));
    /// drop(window);
    /// assert!(closed.get() && watch.unwrap().is_dead());
    /// ```
    #[must_use = "the callback is forgotten with the last clone of the weak handle"]
    pub fn downgrade_with(&self, callback: impl FnOnce(&AnyWeak) + 'static) -> Option<AnyWeak> {
        has_weak_handles(self).then(|| AnyWeak::with_callback(self, callback))
    }
}

/// Whether the type of the object is a `WeakTarget`.
fn has_weak_handles(object: &AnyObj) -> bool {
    matches!(Builtin::of(object), Builtin::Other | Builtin::Set(_) | Builtin::FrozenSet(_) | Builtin::Type(_))
}
