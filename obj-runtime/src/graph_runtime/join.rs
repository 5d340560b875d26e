//! One value where the types of several are possible: the operands of `and` and `or`, the branches of a condition.

use std::cell::Cell;

use super::new::New;
use super::or_none::ObjOrNone;
use super::put::CanBecome;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Bool, NoneType};

/// One of two values.
pub enum Either<L, R> {
    /// The first.
    Left(L),
    /// The second.
    Right(R),
}

/// One of two values, on its way to what both can be.
pub struct Joined<L, R>(Cell<Option<Either<L, R>>>);

/// One of two values as what both can be.
#[must_use]
pub fn joined<L, R>(either: Either<L, R>) -> Joined<L, R> {
    Joined(Cell::new(Some(either)))
}

impl<L, R> Joined<L, R> {
    fn map<T>(&self, left: impl FnOnce(L) -> T, right: impl FnOnce(R) -> T) -> T {
        match self.0.take().expect("values are joined once") {
            Either::Left(value) => left(value),
            Either::Right(value) => right(value),
        }
    }
}

/// Two values of one type are of that type.
pub trait JoinAlike {
    /// The type of the result.
    type Value;

    /// The value.
    fn one_of_two(self) -> Self::Value;
}

impl<T> JoinAlike for &&Joined<T, T> {
    type Value = T;

    fn one_of_two(self) -> T {
        self.map(|value| value, |value| value)
    }
}

macro_rules! joins {
    ($($(#[$doc:meta])* $trait:ident: [$($generics:tt)*] $left:ty, $right:ty => $value:ty = |$from_left:ident| $made_left:expr, |$from_right:ident| $made_right:expr;)*) => {$(
        $(#[$doc])*
        pub trait $trait {
            /// The type of the result.
            type Value;

            /// The value.
            fn one_of_two(self) -> Self::Value;
        }

        impl<$($generics)*> $trait for &&&Joined<$left, $right> {
            type Value = $value;

            fn one_of_two(self) -> $value {
                self.map(|$from_left| $made_left, |$from_right| $made_right)
            }
        }
    )*};
}

// Traits of their own: for the compiler their types overlap where both sides are alike, and there `JoinAlike` comes first.
joins! {
    /// An object and `None`.
    JoinNone: [T: ?Sized] Obj<T>, Obj<NoneType> => ObjOrNone<T> = |object| object.into(), |_none| ObjOrNone::default();
    /// `None` and an object.
    JoinWithNone: [T: ?Sized] Obj<NoneType>, Obj<T> => ObjOrNone<T> = |_none| ObjOrNone::default(), |object| object.into();
    /// An object, and one that may be `None`.
    JoinOrNone: [T: ?Sized] Obj<T>, ObjOrNone<T> => ObjOrNone<T> = |object| object.into(), |object| object;
    /// An object that may be `None`, and one that is not.
    JoinWithOrNone: [T: ?Sized] ObjOrNone<T>, Obj<T> => ObjOrNone<T> = |object| object, |object| object.into();
    /// An object that may be `None`, and `None`.
    JoinOrNoneNone: [T: ?Sized] ObjOrNone<T>, Obj<NoneType> => ObjOrNone<T> = |object| object, |_none| ObjOrNone::default();
    /// `None`, and an object that may be `None`.
    JoinNoneOrNone: [T: ?Sized] Obj<NoneType>, ObjOrNone<T> => ObjOrNone<T> = |_none| ObjOrNone::default(), |object| object;
    /// A truth of Rust and one of Python.
    JoinBool: [] bool, Obj<Bool> => bool = |truth| truth, |truth| *truth;
    /// A truth of Python and one of Rust.
    JoinWithBool: [] Obj<Bool>, bool => Obj<Bool> = |truth| truth, |truth| super::boolean(truth);
}

/// What is an object.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no object, so it cannot stand where a value of another type may stand as well",
    label = "not an object",
    note = "values of different types meet in a condition, in `and` and `or`, and in a loop: there both become an `AnyObj`"
)]
pub trait IntoObject {
    /// The object.
    fn into_object(self) -> AnyObj;
}

#[diagnostic::do_not_recommend]
impl<T> IntoObject for T
where
    for<'a> &'a New<T>: CanBecome<AnyObj>,
{
    #[track_caller]
    fn into_object(self) -> AnyObj {
        (&New::of(self)).put()
    }
}

/// Anything else is an `AnyObj`.
pub trait JoinObjects<L, R> {
    /// The object.
    fn one_of_two(self) -> AnyObj
    where
        L: IntoObject,
        R: IntoObject;
}

impl<L, R> JoinObjects<L, R> for &Joined<L, R> {
    #[track_caller]
    fn one_of_two(self) -> AnyObj
    where
        L: IntoObject,
        R: IntoObject,
    {
        self.map(L::into_object, R::into_object)
    }
}
