//! Between the built-in values and plain values of Rust. An integer that is too large is Python's `OverflowError`.

use std::cell::{Cell, RefCell};

use super::name::{Name, taken_for};
use super::new::New;
use super::or_none::ObjOrNone;
use super::put::puts;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Bool, Bytes, Float, Int, Str};

/// The number as an integer of Rust.
#[track_caller]
pub(super) fn integer<N: TryFrom<i64>>(value: i64) -> N {
    match N::try_from(value) {
        Ok(number) => number,
        Err(_) => too_large(value, std::any::type_name::<N>()),
    }
}

/// An integer that does not fit a type of Rust.
#[cold]
#[track_caller]
pub(super) fn too_large(value: impl std::fmt::Display, name: &str) -> ! {
    super::raise("OverflowError", format_args!("Python int too large to convert to {name}: {value}"))
}

/// The integer of Rust as an `Int`.
#[track_caller]
pub(super) fn int<N: TryInto<i64> + std::fmt::Display + Copy>(value: N) -> Obj<Int> {
    match try_int(value) {
        Ok(object) => object,
        Err(value) => too_large_for_int(&value),
    }
}

/// The integer of Rust as an `Int`, or as it is written.
pub(super) fn try_int<N: TryInto<i64> + std::fmt::Display + Copy>(value: N) -> Result<Obj<Int>, String> {
    value.try_into().map(Obj::from).map_err(|_| value.to_string())
}

#[cold]
#[track_caller]
pub(super) fn too_large_for_int(value: &str) -> ! {
    super::raise("OverflowError", format_args!("int too large for the 64 bits of an `Int`: {value}"))
}

/// Built-in values to plain ones: `from a name or a new object of $object to $plain`.
macro_rules! to_plain {
    ($($object:ty => $plain:ty = |$value:ident| $convert:expr;)*) => {puts! {$(
        ['a] Name<'a, Obj<$object>> => $plain = |name| { let $value = name.value; $convert };
        ['a] Name<'a, AnyObj> => $plain = |name| { let $value = taken_for::<$object>(name.value); $convert };
        ['a] Name<'a, AnyObj> => Cell<$plain> = |name| { let $value = taken_for::<$object>(name.value); Cell::new($convert) };
        ['a] Name<'a, AnyObj> => RefCell<$plain> = |name| { let $value = taken_for::<$object>(name.value); RefCell::new($convert) };
        ['a] &'a New<AnyObj> => $plain = |new| { let object = new.take(); let $value = taken_for::<$object>(&object); $convert };
        ['a] &'a New<AnyObj> => Cell<$plain> = |new| { let object = new.take(); let $value = taken_for::<$object>(&object); Cell::new($convert) };
        ['a] Name<'a, Obj<$object>> => Option<$plain> = |name| { let $value = name.value; Some($convert) };
        ['a] Name<'a, Obj<$object>> => Cell<$plain> = |name| { let $value = name.value; Cell::new($convert) };
        ['a] Name<'a, ObjOrNone<$object>> => $plain = |name| { let $value: &Obj<$object> = name.value; $convert };
        ['a] &'a New<ObjOrNone<$object>> => $plain = |new| { let $value: &Obj<$object> = &new.take(); $convert };
        ['a] &'a New<Obj<$object>> => $plain = |new| { let $value = &new.take(); $convert };
        ['a] &'a New<Obj<$object>> => Option<$plain> = |new| { let $value = &new.take(); Some($convert) };
        ['a] &'a New<Obj<$object>> => Cell<$plain> = |new| { let $value = &new.take(); Cell::new($convert) };
    )*}};
}

/// Plain values to built-in ones.
macro_rules! from_plain {
    ($([$($generics:tt)*] $plain:ty => $object:ty = |$value:ident| $convert:expr;)*) => {puts! {$(
        ['a, $($generics)*] Name<'a, $plain> => Obj<$object> = |name| { let $value = *name.value; $convert };
        ['a, $($generics)*] Name<'a, $plain> => AnyObj = |name| { let $value = *name.value; Obj::into_any($convert) };
        ['a, $($generics)*] Name<'a, $plain> => &'a AnyObj = |name| { let $value = *name.value; name.held(Obj::into_any($convert)) };
        ['a, $($generics)*] Name<'a, Cell<$plain>> => &'a AnyObj = |name| { let $value = name.value.get(); name.held(Obj::into_any($convert)) };
        ['a, $($generics)*] Name<'a, Cell<$plain>> => Obj<$object> = |name| { let $value = name.value.get(); $convert };
        ['a, $($generics)*] Name<'a, Cell<$plain>> => AnyObj = |name| { let $value = name.value.get(); Obj::into_any($convert) };
        ['a, $($generics)*] &'a New<$plain> => Obj<$object> = |new| { let $value = new.take(); $convert };
        ['a, $($generics)*] &'a New<$plain> => AnyObj = |new| { let $value = new.take(); Obj::into_any($convert) };
        ['a, $($generics)*] &'a New<$plain> => &'a AnyObj = |new| new.borrow_object(|$value| Obj::into_any($convert));
    )*}};
}

macro_rules! integers {
    ($($integer:ty),*) => {
        to_plain! {$(Int => $integer = |value| integer(**value);)*}
        from_plain! {$([] $integer => Int = |value| int(value);)*}
    };
}

integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

to_plain! {
    Float => f64 = |value| **value;
    Float => f32 = |value| to_f32(**value);
    Bool => bool = |value| **value;
    Str => String = |value| (**value).to_owned();
    Str => Box<str> = |value| (**value).into();
    Bytes => Vec<u8> = |value| (**value).to_vec();
}

from_plain! {
    [] f64 => Float = |value| Obj::from(value);
    [] f32 => Float = |value| Obj::from(f64::from(value));
    [] bool => Bool = |value| super::boolean(value);
    ['s] &'s str => Str = |value| Obj::from(value);
    ['s] &'s String => Str = |value| Obj::from(value.as_str());
    ['s] &'s [u8] => Bytes = |value| Obj::<Bytes>::from(value);
}

puts! {
    ['a] Name<'a, Obj<Int>> => f64 = |name| to_float(**name.value);
    ['a] &'a New<Obj<Int>> => f64 = |new| to_float(*new.take());
    ['a] Name<'a, Obj<Int>> => &'a i64 = |name| name.value;
    ['a] Name<'a, Obj<Str>> => &'a str = |name| name.value;
    ['a] Name<'a, AnyObj> => &'a str = |name| taken_for::<Str>(name.value);
    ['a] Name<'a, Obj<Bytes>> => &'a [u8] = |name| name.value;
    ['a] Name<'a, String> => Obj<Str> = |name| Obj::from(name.value.as_str());
    ['a] Name<'a, String> => AnyObj = |name| Obj::into_any(Obj::<Str>::from(name.value.as_str()));
    ['a] Name<'a, String> => &'a str = |name| name.value;
    ['a] Name<'a, String> => &'a AnyObj = |name| name.held(Obj::into_any(Obj::<Str>::from(name.value.as_str())));
    ['a] Name<'a, RefCell<String>> => Obj<Str> = |name| Obj::from(name.borrowed().as_str());
    ['a] Name<'a, RefCell<String>> => AnyObj = |name| Obj::into_any(Obj::<Str>::from(name.borrowed().as_str()));
    ['a, 's] Name<'a, &'s str> => String = |name| (*name.value).to_owned();
    ['a] &'a New<String> => Obj<Str> = |new| Obj::from(new.take().as_str());
    ['a] &'a New<String> => AnyObj = |new| Obj::into_any(Obj::<Str>::from(new.take().as_str()));
    ['a] &'a New<String> => &'a AnyObj = |new| new.borrow_object(|text| Obj::into_any(Obj::<Str>::from(text.as_str())));
    ['a, 's] &'a New<&'s str> => String = |new| new.take().to_owned();
    ['a] Name<'a, Vec<u8>> => Obj<Bytes> = |name| Obj::from(name.value.as_slice());
    ['a] &'a New<Vec<u8>> => Obj<Bytes> = |new| Obj::from(new.take().as_slice());
}

/// The nearest number of half the size, as the field says.
#[expect(clippy::cast_possible_truncation, reason = "it is wanted")]
pub(super) fn to_f32(value: f64) -> f32 {
    value as f32
}

#[expect(clippy::cast_precision_loss, reason = "as Python: the nearest float")]
fn to_float(value: i64) -> f64 {
    value as f64
}
