//! `value as Type`: checked, and Python's `TypeError` if the object is of another type.

use std::cell::Cell;

use super::name::or_none;
use super::plain;
use crate::cells::ObjCell;
use crate::object::any::AnyObj;
use crate::object::dynamic::CastTo;
use crate::object::guard::ObjRef;
use crate::object::{Obj, Object};
use crate::values::{Bool, Float, Int, Str};

/// A value that can be taken for a `Target`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can never be a `{Target}`",
    label = "not a `{Target}`",
    note = "`as` takes an `AnyObj` for the type that its object has, any handle for an `AnyObj`, and numbers for numbers"
)]
pub trait Cast<Target: ?Sized> {
    /// What it gives: a handle to a `Target`, or a plain `Target`.
    type Output;

    /// Takes it for one.
    fn cast(&self) -> Self::Output;
}

/// `value as Target`
#[track_caller]
#[inline(never)]
pub fn cast<Target: ?Sized, X: Cast<Target, Output = Output> + ?Sized, Output>(value: &X) -> Output {
    value.cast()
}

/// A handle that can be one to an object of any type with a trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no handle that can be used through a trait",
    label = "not a handle"
)]
pub trait CastDyn<D: ?Sized> {
    /// Takes it for one.
    fn cast_dyn(&self) -> Obj<D>;
}

/// `value as dyn Trait`
#[track_caller]
#[inline(never)]
pub fn cast_dyn<D: ?Sized, X: CastDyn<D> + ?Sized>(value: &X) -> Obj<D> {
    value.cast_dyn()
}

impl<D: ?Sized + 'static, T: CastTo<D>> CastDyn<D> for Obj<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn cast_dyn(&self) -> Obj<D> {
        Obj::upcast(self.clone())
    }
}

impl<D: ?Sized + 'static> CastDyn<D> for AnyObj {
    #[track_caller]
    fn cast_dyn(&self) -> Obj<D> {
        match self.clone().cast() {
            Ok(object) => object,
            Err(object) => mismatch(&object, std::any::type_name::<D>()),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Object> Cast<T> for AnyObj {
    type Output = Obj<T>;

    #[track_caller]
    fn cast(&self) -> Obj<T> {
        let Some(object) = self.downcast_ref::<T>() else { mismatch(self, T::NAME) };
        object.clone()
    }
}

#[cold]
#[track_caller]
pub(super) fn mismatch(object: &AnyObj, wanted: &str) -> ! {
    super::raise("TypeError", format_args!("expected '{wanted}', got '{}'", object.type_name()))
}

#[diagnostic::do_not_recommend]
impl<T: Object> Cast<T> for Obj<T> {
    type Output = Self;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn cast(&self) -> Self {
        self.clone()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Cast<AnyObj> for Obj<T> {
    type Output = AnyObj;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn cast(&self) -> AnyObj {
        Obj::as_any(self).clone()
    }
}

#[diagnostic::do_not_recommend]
impl Cast<AnyObj> for AnyObj {
    type Output = Self;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn cast(&self) -> Self {
        self.clone()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Cast<AnyObj> for ObjRef<'_, T> {
    type Output = AnyObj;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn cast(&self) -> AnyObj {
        Obj::as_any(self).clone()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, X: Cast<T> + ?Sized> Cast<T> for &X {
    type Output = X::Output;

    #[track_caller]
    fn cast(&self) -> X::Output {
        (**self).cast()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, X: Cast<T> + Copy> Cast<T> for Cell<X> {
    type Output = X::Output;

    #[track_caller]
    fn cast(&self) -> X::Output {
        self.get().cast()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Cast<AnyObj> for ObjCell<T> {
    type Output = AnyObj;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn cast(&self) -> AnyObj {
        or_none(self.get())
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl Cast<$number> for Obj<Int> {
            type Output = $number;
            #[track_caller]
            fn cast(&self) -> $number {
                plain::integer(**self)
            }
        }
        #[diagnostic::do_not_recommend]
        impl Cast<$number> for AnyObj {
            type Output = $number;
            #[track_caller]
            fn cast(&self) -> $number {
                let Some(value) = self.downcast_ref::<Int>() else { mismatch(self, "int") };
                plain::integer(**value)
            }
        }
    )*};
}
numbers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

macro_rules! between_plain {
    ($($from:ty => $($to:ty)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl Cast<$to> for $from {
            type Output = $to;
            #[track_caller]
            fn cast(&self) -> $to {
                match <$to>::try_from(*self) {
                    Ok(number) => number,
                    Err(_) => plain::too_large(self, stringify!($to)),
                }
            }
        }
    )*)*};
}
between_plain! {
    i8 => i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize;
    i16 => i8 i32 i64 i128 isize u8 u16 u32 u64 u128 usize;
    i32 => i8 i16 i64 i128 isize u8 u16 u32 u64 u128 usize;
    i64 => i8 i16 i32 i128 isize u8 u16 u32 u64 u128 usize;
    isize => i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 usize;
    u8 => i8 i16 i32 i64 i128 isize u16 u32 u64 u128 usize;
    u16 => i8 i16 i32 i64 i128 isize u8 u32 u64 u128 usize;
    u32 => i8 i16 i32 i64 i128 isize u8 u16 u64 u128 usize;
    u64 => i8 i16 i32 i64 i128 isize u8 u16 u32 u128 usize;
    usize => i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128;
}

macro_rules! plain_of_objects {
    ($($object:ty, $name:literal => $plain:ty = |$value:ident| $convert:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Cast<$plain> for Obj<$object> {
            type Output = $plain;
            fn cast(&self) -> $plain {
                let $value = self;
                $convert
            }
        }
        #[diagnostic::do_not_recommend]
        impl Cast<$plain> for AnyObj {
            type Output = $plain;
            #[track_caller]
            fn cast(&self) -> $plain {
                let Some($value) = self.downcast_ref::<$object>() else { mismatch(self, $name) };
                $convert
            }
        }
    )*};
}
plain_of_objects! {
    Float, "float" => f64 = |value| **value;
    Bool, "bool" => bool = |value| **value;
    Str, "str" => String = |value| (**value).to_owned();
}
