//! Sources that are literals: the constant object, and what a plain place of Rust can be given instead.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::marker::PhantomData;

use super::put::{CanBecome, puts};
use crate::cells::{ObjCell, WeakCell};
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::weak::Weak;
use crate::values::{Bytes, Float, Int, NoneType, Str};

/// How large an integer literal is, as a type: what does not fit is an error where the literal stands.
pub mod size {
    macro_rules! sizes {
        ($($(#[$doc:meta])* $name:ident;)*) => {$(
            $(#[$doc])*
            pub enum $name {}
        )*};
    }
    sizes! {
        /// Up to 127.
        U7;
        /// Up to `u8::MAX`.
        U8;
        /// Up to `i16::MAX`.
        U15;
        /// Up to `u16::MAX`.
        U16;
        /// Up to `i32::MAX`.
        U31;
        /// Up to `u32::MAX`.
        U32;
        /// Up to `i64::MAX`.
        U63;
        /// Negative, down to `i8::MIN`.
        I8;
        /// Negative, down to `i16::MIN`.
        I16;
        /// Negative, down to `i32::MIN`.
        I32;
        /// Negative, down to `i64::MIN`.
        I64;
    }
}

/// A type of Rust that holds all integer literals of a size.
#[diagnostic::on_unimplemented(
    message = "Python int too large to convert to `{Self}`",
    label = "does not fit `{Self}`",
    note = "give the field or parameter a wider type, or a signed one for a negative number"
)]
pub trait HasRoomFor<Size> {}

macro_rules! fits {
    ($($plain:ty: $($size:ident)*;)*) => {$($(#[diagnostic::do_not_recommend] impl HasRoomFor<size::$size> for $plain {})*)*};
}

fits! {
    u8: U7 U8;
    u16: U7 U8 U15 U16;
    u32: U7 U8 U15 U16 U31 U32;
    u64: U7 U8 U15 U16 U31 U32 U63;
    u128: U7 U8 U15 U16 U31 U32 U63;
    usize: U7 U8 U15 U16 U31 U32 U63;
    i8: U7 I8;
    i16: U7 U8 U15 I8 I16;
    i32: U7 U8 U15 U16 U31 I8 I16 I32;
    i64: U7 U8 U15 U16 U31 U32 U63 I8 I16 I32 I64;
    i128: U7 U8 U15 U16 U31 U32 U63 I8 I16 I32 I64;
    isize: U7 U8 U15 U16 U31 U32 U63 I8 I16 I32 I64;
    f32: U7 U8 U15 U16 I8 I16;
    f64: U7 U8 U15 U16 U31 U32 I8 I16 I32;
}

/// An integer literal.
pub struct IntLiteral<'a, Size> {
    object: &'a Obj<Int>,
    size: PhantomData<Size>,
}

/// An integer literal and its object.
#[must_use]
pub fn int<Size>(object: &Obj<Int>) -> IntLiteral<'_, Size> {
    IntLiteral { object, size: PhantomData }
}

/// What an integer literal can become.
#[diagnostic::on_unimplemented(
    message = "this value does not fit: `{Self}` is wanted here",
    label = "does not fit `{Self}`",
    note = "an integer becomes a number of Rust, an `Obj<Int>` or an `AnyObj`"
)]
pub trait FromInt<'a> {
    /// The type that limits its size.
    type Limit;

    /// Makes it.
    fn from_int(object: &'a Obj<Int>) -> Self;
}

impl<'a, Size, F: FromInt<'a>> CanBecome<F> for IntLiteral<'a, Size>
where
    F::Limit: HasRoomFor<Size>,
{
    fn put(self) -> F {
        F::from_int(self.object)
    }
}

macro_rules! from_ints {
    ($([$($generics:tt)*] $target:ty, $limit:ty = |$object:ident| $value:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<'a, $($generics)*> FromInt<'a> for $target {
            type Limit = $limit;

            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn from_int($object: &'a Obj<Int>) -> Self {
                $value
            }
        }
    )*};
}

macro_rules! from_int_to_plain {
    ($($plain:ty),*) => {
        #[expect(clippy::allow_attributes, reason = "not every type of the list loses something")]
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, clippy::cast_lossless, reason = "`HasRoomFor`")]
        mod plain {
            use super::{FromInt, Int, Obj};

            from_ints! {$([] $plain, $plain = |object| **object as $plain;)*}
        }
    };
}
from_int_to_plain!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64);

from_ints! {
    [] Obj<Int>, i64 = |object| object.clone();
    [] &'a Obj<Int>, i64 = |object| object;
    [] &'a i64, i64 = |object| object;
    [] ObjCell<Int>, i64 = |object| object.clone().into();
    [] AnyObj, i64 = |object| Obj::as_any(object).clone();
    [] &'a AnyObj, i64 = |object| Obj::as_any(object);
    [X: FromInt<'a>] Option<X>, X::Limit = |object| Some(X::from_int(object));
    [X: FromInt<'a>] Cell<X>, X::Limit = |object| Cell::new(X::from_int(object));
    [X: FromInt<'a>] RefCell<X>, X::Limit = |object| RefCell::new(X::from_int(object));
}

/// A literal with a point.
pub struct FloatLiteral<'a>(&'a Obj<Float>);

/// A float literal and its object.
#[must_use]
pub fn float(object: &Obj<Float>) -> FloatLiteral<'_> {
    FloatLiteral(object)
}

/// A string literal.
pub struct TextLiteral<'a> {
    text: &'static str,
    object: &'a Obj<Str>,
}

/// A string literal and its object.
#[must_use]
pub fn text<'a>(text: &'static str, object: &'a Obj<Str>) -> TextLiteral<'a> {
    TextLiteral { text, object }
}

/// A literal of bytes.
pub struct BytesLiteral<'a> {
    bytes: &'static [u8],
    object: &'a Obj<Bytes>,
}

/// A literal of bytes and its object.
#[must_use]
pub fn bytes<'a>(bytes: &'static [u8], object: &'a Obj<Bytes>) -> BytesLiteral<'a> {
    BytesLiteral { bytes, object }
}

/// `None`.
#[derive(Default)]
pub struct NoneLiteral(OnceCell<AnyObj>);

/// `None` on its way.
#[must_use]
pub fn nothing() -> NoneLiteral {
    NoneLiteral::default()
}

/// What all literals with an object have in common.
macro_rules! literals {
    ($([$($generics:tt)*] $literal:ty => $object:ty = |$this:ident| $handle:expr;)*) => {
        puts! {$(
            ['a, $($generics)*] $literal => Obj<$object> = |literal| { let $this = literal; $handle.clone() };
            ['a, $($generics)*] $literal => ObjCell<$object> = |literal| { let $this = literal; $handle.clone().into() };
            ['a, $($generics)*] $literal => AnyObj = |literal| { let $this = literal; Obj::as_any($handle).clone() };
            ['a, $($generics)*] $literal => &'a AnyObj = |literal| { let $this = literal; Obj::as_any($handle) };
            ['a, $($generics)*] $literal => &'a Obj<$object> = |literal| { let $this = literal; $handle };
        )*}
        $(
            #[diagnostic::do_not_recommend]
            impl<'a, X, $($generics)*> CanBecome<Option<X>> for $literal where Self: CanBecome<X> {
                fn put(self) -> Option<X> {
                    Some(self.put())
                }
            }
            #[diagnostic::do_not_recommend]
            impl<'a, X, $($generics)*> CanBecome<Cell<X>> for $literal where Self: CanBecome<X> {
                fn put(self) -> Cell<X> {
                    Cell::new(self.put())
                }
            }
            #[diagnostic::do_not_recommend]
            impl<'a, X, $($generics)*> CanBecome<RefCell<X>> for $literal where Self: CanBecome<X> {
                fn put(self) -> RefCell<X> {
                    RefCell::new(self.put())
                }
            }
        )*
    };
}

literals! {
    [] FloatLiteral<'a> => Float = |literal| literal.0;
    [] TextLiteral<'a> => Str = |literal| literal.object;
    [] BytesLiteral<'a> => Bytes = |literal| literal.object;
}

puts! {
    ['a] FloatLiteral<'a> => f64 = |literal| **literal.0;
    ['a] FloatLiteral<'a> => f32 = |literal| super::plain::to_f32(**literal.0);

    ['a] TextLiteral<'a> => &'static str = |literal| literal.text;
    ['a] TextLiteral<'a> => String = |literal| literal.text.to_owned();
    ['a] TextLiteral<'a> => Box<str> = |literal| literal.text.into();
    ['a] TextLiteral<'a> => Cow<'static, str> = |literal| literal.text.into();

    ['a] BytesLiteral<'a> => &'static [u8] = |literal| literal.bytes;
    ['a] BytesLiteral<'a> => Vec<u8> = |literal| literal.bytes.to_owned();

    ['a, T] &'a NoneLiteral => Option<T> = |_literal| None;
    ['a, T] &'a NoneLiteral => Cell<Option<T>> = |_literal| Cell::new(None);
    ['a, T] &'a NoneLiteral => RefCell<Option<T>> = |_literal| RefCell::new(None);
    ['a, T: ?Sized] &'a NoneLiteral => ObjCell<T> = |_literal| ObjCell::default();
    ['a, T: ?Sized] &'a NoneLiteral => WeakCell<T> = |_literal| WeakCell::default();
    ['a, T: ?Sized] &'a NoneLiteral => Weak<T> = |_literal| Weak::default();
    ['a] &'a NoneLiteral => Obj<NoneType> = |_literal| super::none();
    ['a] &'a NoneLiteral => AnyObj = |_literal| Obj::into_any(super::none());
    ['a] &'a NoneLiteral => &'a AnyObj = |literal| literal.0.get_or_init(|| Obj::into_any(super::none()));
}
