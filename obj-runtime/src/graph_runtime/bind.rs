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

needed! {
    /// What a second name can be bound to.
    Alias: Clone, "a name cannot be bound to this: `{Self}` is not a handle, and has no `Clone`", "cannot be bound",
        "use it through the object that holds it, or make it an object of its own: a field of type `Obj<…>`";
}

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

/// Traits of one method, each for one kind of value: `Trait<parameters> method: Type => Result = |value| result;`
///
/// A method of `&New` is found only if `New` has none.
macro_rules! bound {
    ($($(#[$doc:meta])* $trait:ident $method:ident [$($parameters:tt)*]: $new:ty => $bound:ty = |$value:ident| $made:expr;)*) => {$(
        $(#[$doc])*
        pub trait $trait {
            /// What the value becomes.
            type Bound;

            /// Takes the value.
            fn $method(self) -> Self::Bound;
        }

        impl<$($parameters)*> $trait for $new {
            type Bound = $bound;

            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn $method(self) -> $bound {
                let $value = self.take();
                $made
            }
        }
    )*};
}

bound! {
    /// A value of an object type is bound as an object.
    BindObject __obj_bind [T: Object]: New<T> => Obj<T> = |value| Obj::new(value);
    /// Any other value is bound as it is.
    BindPlain __obj_bind [T]: &New<T> => T = |value| value;
    /// A text that a call lends is a string of its own, since what lends it goes.
    OwnText __obj_own []: New<&str> => Obj<Str> = |text| Obj::from(text);
    /// A handle that a call lends is another handle.
    OwnReference __obj_own [T: ?Sized]: New<&Obj<T>> => Obj<T> = |object| object.clone();
    /// Any other value is what it is.
    OwnOther __obj_own [T]: &New<T> => T = |value| value;
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
