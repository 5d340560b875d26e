//! Values of Rust as objects where the type of the object is not written down: `AnyObj` from options and tuples, compared with
//! numbers and texts; cells from what their objects are made of.

use super::builtin::Builtin;
use super::number::tower::{self, Number};
use super::{Bool, Bytes, Float, Int, Str, Tuple};
use crate::cells::{IntoHandle, ObjCell};
use crate::object::Obj;
use crate::object::any::AnyObj;

/// Nothing is Python's `None`.
impl<A: Into<Self>> From<Option<A>> for AnyObj {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(value: Option<A>) -> Self {
        match value {
            Some(value) => value.into(),
            None => ().into(),
        }
    }
}

/// Tuples of up to twelve values as Python's.
macro_rules! from_tuples {
    ($(($($part:ident)+))*) => {$(
        impl<$($part: Into<AnyObj>),+> From<($($part,)+)> for Obj<Tuple> {
            #[expect(non_snake_case, reason = "a part is named as its type")]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn from(($($part,)+): ($($part,)+)) -> Self {
                let items: [AnyObj; _] = [$($part.into()),+];
                items.into()
            }
        }

        impl<$($part: Into<AnyObj>),+> From<($($part,)+)> for AnyObj {
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn from(parts: ($($part,)+)) -> Self {
                Obj::<Tuple>::from(parts).into()
            }
        }
    )*};
}

from_tuples! {
    (A)
    (A B)
    (A B C)
    (A B C D)
    (A B C D E)
    (A B C D E F)
    (A B C D E F G)
    (A B C D E F G H)
    (A B C D E F G H I)
    (A B C D E F G H I J)
    (A B C D E F G H I J K)
    (A B C D E F G H I J K L)
}

/// Equality of an object of any type with values of Rust, as Python's `==` has it.
macro_rules! compares_with {
    ($([$($generics:tt)*] $other:ty => |$object:ident, $value:ident| $equal:expr;)*) => {$(
        impl<$($generics)*> PartialEq<$other> for AnyObj {
            fn eq(&self, $value: &$other) -> bool {
                let $object = self;
                $equal
            }
        }
    )*};
}

/// The same with the object on the right. It is for the types that are compared with handles already: each further one makes the
/// compiler ask what type is meant in programs that compare it with what is converted or parsed.
macro_rules! is_compared_by {
    ($([$($generics:tt)*] $other:ty;)*) => {$(
        impl<$($generics)*> PartialEq<AnyObj> for $other {
            fn eq(&self, other: &AnyObj) -> bool {
                other == self
            }
        }
    )*};
}

macro_rules! compares_with_integers {
    ($($integer:ty)*) => {compares_with! {$(
        [] $integer => |object, value| tower::equals_integer(object, *value as i128);
    )*}};
}

compares_with_integers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 usize }

compares_with! {
    [] u128 => |object, value| is_number(object, *value);
    [] f64 => |object, value| tower::equals(Number::Float(*value), object);
    [] f32 => |object, value| tower::equals(Number::Float((*value).into()), object);
    [] bool => |object, value| tower::equals(Number::Int((*value).into()), object);
    [] str => |object, value| is_text(object, value);
    ['a] &'a str => |object, value| is_text(object, value);
    [] String => |object, value| is_text(object, value);
    [] [u8] => |object, value| are_bytes(object, value);
    ['a] &'a [u8] => |object, value| are_bytes(object, value);
    ['a, const N: usize] &'a [u8; N] => |object, value| are_bytes(object, *value);
}

is_compared_by! {
    [] i64;
    [] f64;
    [] bool;
    [] str;
    ['a] &'a str;
    [] String;
    [] [u8];
    ['a] &'a [u8];
    ['a, const N: usize] &'a [u8; N];
}

/// Numbers above those of `i128` are equal to floats only, which are whole there and convert exactly.
fn is_number(object: &AnyObj, value: u128) -> bool {
    match (i128::try_from(value), Number::of(object)) {
        (Ok(value), _) => tower::equals_integer(object, value),
        (Err(_), Some(Number::Float(number))) => number < 2f64.powi(128) && number as u128 == value,
        (Err(_), _) => false,
    }
}

fn is_text(object: &AnyObj, value: &str) -> bool {
    matches!(Builtin::of(object), Builtin::Str(text) if **text == *value)
}

fn are_bytes(object: &AnyObj, value: &[u8]) -> bool {
    matches!(Builtin::of(object), Builtin::Bytes(bytes) if **bytes == *value)
}

/// Cells of what an object of the type is made of, and set to it.
macro_rules! into_cells {
    ($($source:ty => $object:ty;)*) => {$(
        impl From<$source> for ObjCell<$object> {
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn from(value: $source) -> Self {
                Obj::<$object>::from(value).into()
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoHandle<$object> for $source {
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn into_held(self) -> Option<Obj<$object>> {
                Some(self.into())
            }
        }
    )*};
}

into_cells! {
    &str => Str;
    String => Str;
    &[u8] => Bytes;
    i64 => Int;
    f64 => Float;
    bool => Bool;
}
