//! Values that are bound to a name: each name has one handle, or one plain value, of its own.

use super::new::New;
use super::or_none::ObjOrNone;
use crate::object::weak::Weak;
use crate::object::{Obj, Object};
use crate::values::Str;

/// A piece of a long unit, in a function of its own.
#[inline(never)]
pub fn step<R>(step: impl FnOnce() -> R) -> R {
    step()
}

/// What a second name can be bound to.
#[diagnostic::on_unimplemented(
    message = "a name cannot be bound to this: `{Self}` is not a handle, and has no `Clone`",
    label = "cannot be bound",
    note = "use it through the object that holds it, or make it an object of its own: a field of type `Obj<…>`"
)]
pub trait Alias: Clone {}

#[diagnostic::do_not_recommend]
impl<X: Clone> Alias for X {}

/// Another handle to the object, or a copy of the plain value.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn alias<X: Alias>(value: &X) -> X {
    value.clone()
}

/// The new value of a name, after which the old one goes.
#[inline(never)]
pub fn rebind<X, Old>(value: X, old: Old) -> X {
    drop(old);
    value
}

/// The end of a name.
#[inline(never)]
pub fn release<X>(_value: X) {}

/// An object of a type with fields.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn object<T: Object>(value: T) -> Obj<T> {
    Obj::new(value)
}

/// A value that was just made, on its way.
#[must_use]
pub fn new<T>(value: T) -> New<T> {
    New::of(value)
}

/// The place of a value that is made later.
#[must_use]
pub fn slot<T>() -> New<T> {
    New::empty()
}

/// A value of an object type is bound as an object.
pub trait BindObject {
    /// The handle.
    type Bound;

    /// Makes the object.
    fn __obj_bind(self) -> Self::Bound;
}

impl<T: Object> BindObject for New<T> {
    type Bound = Obj<T>;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn __obj_bind(self) -> Obj<T> {
        Obj::new(self.take())
    }
}

/// Any other value is bound as it is. A method of `&New` is found only if `New` has none.
pub trait BindPlain {
    /// The value.
    type Bound;

    /// Takes it.
    fn __obj_bind(self) -> Self::Bound;
}

impl<T> BindPlain for &New<T> {
    type Bound = T;

    fn __obj_bind(self) -> T {
        self.take()
    }
}

/// A name that is called without arguments: a weak handle gives its object, a function its value.
#[diagnostic::on_unimplemented(message = "`{Self}` is not callable", label = "cannot be called")]
pub trait Call {
    /// What the call gives.
    type Value;

    /// Calls it.
    fn call(&self) -> Self::Value;
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Call for Weak<T> {
    type Value = ObjOrNone<T>;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn call(&self) -> ObjOrNone<T> {
        self.upgrade().into()
    }
}

#[diagnostic::do_not_recommend]
impl<F: Fn() -> R, R> Call for F {
    type Value = R;

    fn call(&self) -> R {
        self()
    }
}

/// Calls a name without arguments.
#[inline(never)]
pub fn call<F: Call<Value = R>, R>(function: &F) -> R {
    function.call()
}

/// A text that a call lends is a string of its own, since what lends it goes.
pub trait OwnText {
    /// The string.
    fn __obj_own(self) -> Obj<Str>;
}

impl OwnText for New<&str> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn __obj_own(self) -> Obj<Str> {
        Obj::from(self.take())
    }
}

/// A handle that a call lends is another handle.
pub trait OwnReference {
    /// The handle.
    type Owned;

    /// Takes it.
    fn __obj_own(self) -> Self::Owned;
}

impl<T: ?Sized> OwnReference for New<&Obj<T>> {
    type Owned = Obj<T>;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn __obj_own(self) -> Obj<T> {
        self.take().clone()
    }
}

/// Any other value is what it is. A method of `&New` is found only if `New` has none.
pub trait OwnOther {
    /// The value.
    type Owned;

    /// Takes it.
    fn __obj_own(self) -> Self::Owned;
}

impl<T> OwnOther for &New<T> {
    type Owned = T;

    fn __obj_own(self) -> T {
        self.take()
    }
}
