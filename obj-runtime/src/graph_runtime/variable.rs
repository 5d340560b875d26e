//! Names that a block of statements binds or deletes: one place of one type, which may be empty.

use std::cell::Cell;

use super::join::{Either, IntoObject, Joined, joined};
use super::or_none::ObjOrNone;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Bool, Bytes, Dict, Float, FrozenSet, Int, List, NoneType, Set, Str, Tuple};

/// The place of a name, and the value that it had before the block.
pub struct Variable<X, Old> {
    value: Option<X>,
    old: Option<Old>,
}

/// An empty place, and the value before.
#[must_use]
pub fn variable<X, Old>(old: Old) -> Variable<X, Old> {
    Variable { value: None, old: Some(old) }
}

/// `name = value`; the old value is dropped last.
pub fn hold<X, Old>(variable: &mut Variable<X, Old>, value: X) {
    variable.value = Some(value);
    drop(variable.old.take());
}

/// A later value of a name that has its type.
#[diagnostic::on_unimplemented(
    message = "the name is `{X}` here, and this value is not",
    label = "this would make it `{Self}`",
    note = "in a condition or a loop, and behind it, a name is of one type: write `… as AnyObj` where it is bound first"
)]
pub trait Keeps<X> {
    /// The value.
    fn kept(self) -> X;
}

#[diagnostic::do_not_recommend]
impl<X> Keeps<X> for X {
    fn kept(self) -> X {
        self
    }
}

/// `name = value`, where the name has a type.
pub fn hold_again<X, Old, V: Keeps<X>>(variable: &mut Variable<X, Old>, value: V) {
    hold(variable, value.kept());
}

/// `to = from` at the end of a run of a loop, where `from` is bound anew before anything looks at it.
#[inline]
pub fn pass<X, OldOfTo, OldOfFrom>(to: &mut Variable<X, OldOfTo>, from: &mut Variable<X, OldOfFrom>) {
    if let Some(value) = from.value.take() {
        hold(to, value);
    }
}

/// Gives the name from which a value was passed on a handle of its own, behind the loop.
pub fn share<X: Clone, OldOfTo, OldOfFrom>(to: &Variable<X, OldOfTo>, from: &mut Variable<X, OldOfFrom>) {
    if from.value.is_none() {
        from.value.clone_from(&to.value);
    }
}

/// The value of the name. That there is one was checked, but for Rust of the user.
#[track_caller]
pub fn held<X, Old>(variable: &Variable<X, Old>) -> &X {
    match &variable.value {
        Some(value) => value,
        None => unbound(),
    }
}

#[cold]
#[track_caller]
fn unbound() -> ! {
    super::raise("NameError", "a name that is used here is not defined")
}

/// `del name`
pub fn let_go<X, Old>(variable: &mut Variable<X, Old>) {
    drop((variable.value.take(), variable.old.take()));
}

/// The value behind the block.
#[must_use]
#[track_caller]
pub fn settled<X, Old>(variable: Variable<X, Old>) -> X {
    match variable.value {
        Some(value) => value,
        None => unbound(),
    }
}

/// Any value as an object.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn any<X: IntoObject>(value: X) -> AnyObj {
    value.into_object()
}

/// The first value of a variable, which says of what type it is.
pub struct First<X>(Cell<Option<X>>);

/// The first value of a variable.
#[must_use]
pub fn first<X>(value: X) -> First<X> {
    First(Cell::new(Some(value)))
}

impl<X> First<X> {
    fn take(&self) -> X {
        self.0.take().expect("a value is bound once")
    }
}

/// A later value of a variable.
#[must_use]
pub fn again<X, Old, New>(_variable: &Variable<X, Old>, value: New) -> Joined<X, New> {
    joined(Either::Right(value))
}

/// A name of a built-in value can have any other.
pub trait FirstObject {
    /// What the variable holds.
    fn __obj_first(self) -> AnyObj;
}

macro_rules! objects {
    ($($object:ident)*) => {$(
        impl FirstObject for &&First<Obj<$object>> {
            fn __obj_first(self) -> AnyObj {
                Obj::into_any(self.take())
            }
        }
    )*};
}

objects! { NoneType Bool Int Float Str Bytes Tuple List Dict Set FrozenSet }

macro_rules! first_or_none {
    ($($(#[$doc:meta])* $trait:ident $method:ident: $first:ty = |$value:ident| $made:expr;)*) => {$(
        $(#[$doc])*
        pub trait $trait<T: ?Sized> {
            /// What the variable holds.
            fn $method(self) -> ObjOrNone<T>;
        }

        impl<T: ?Sized> $trait<T> for $first {
            fn $method(self) -> ObjOrNone<T> {
                let $value = self.take();
                $made
            }
        }
    )*};
}

first_or_none! {
    /// A name of an object of one's own type can have another, or none.
    FirstOrNone __obj_first: &&&First<Obj<T>> = |object| object.into();
    /// Nothing, where there are objects of one type otherwise.
    NoneAtFirst __obj_or_none: &&First<Obj<NoneType>> = |_none| ObjOrNone::default();
    /// An object, where there is none otherwise.
    ObjectAtFirst __obj_or_none: &&&First<Obj<T>> = |object| object.into();
    /// What is both already.
    EitherAtFirst __obj_or_none: &First<ObjOrNone<T>> = |object| object;
}

/// A name of any other value keeps its type. A method of `&First` is found last.
pub trait FirstPlain {
    /// What the variable holds.
    type Value;

    /// The value.
    fn __obj_first(self) -> Self::Value;
}

impl<X> FirstPlain for &First<X> {
    type Value = X;

    fn __obj_first(self) -> X {
        self.take()
    }
}
