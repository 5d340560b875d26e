//! Values that are bound to a name: each name has one handle, or one plain value, of its own.

use std::marker::PhantomData;

use super::new::New;
use crate::object::weak::Weak;
use crate::object::{Obj, Object};
use crate::values::Bool;

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
    type Value = Option<Obj<T>>;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn call(&self) -> Option<Obj<T>> {
        self.upgrade()
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

/// The type of a value that is gone.
pub struct Done<X>(PhantomData<X>);

/// Drops the left operand of `and` or `or` before the right one is evaluated.
#[inline(never)]
pub fn done<X>(_value: X) -> Done<X> {
    Done(PhantomData)
}

/// The operands of `and` and `or` are of one type, which is that of the result.
#[diagnostic::on_unimplemented(
    message = "the operands of `and` and `or` are of one type here, not `{Left}` and `{Self}`",
    label = "not a `{Left}`",
    note = "write `… as AnyObj` on both sides"
)]
pub trait Alike<Left> {
    /// The operand.
    fn alike(self) -> Left;
}

#[diagnostic::do_not_recommend]
impl<X> Alike<X> for X {
    fn alike(self) -> X {
        self
    }
}

/// A method's `bool` and the language's are one type here.
#[diagnostic::do_not_recommend]
impl Alike<bool> for Obj<Bool> {
    fn alike(self) -> bool {
        *self
    }
}

#[diagnostic::do_not_recommend]
impl Alike<Obj<Bool>> for bool {
    fn alike(self) -> Obj<Bool> {
        super::boolean(self)
    }
}

/// The right operand of `and` or `or`.
#[inline(never)]
pub fn alike<Left, Right: Alike<Left>>(_left: Done<Left>, right: Right) -> Left {
    right.alike()
}
