//! Types as values, and the functions that types have: `dict.fromkeys`, `bytes.fromhex`, `str.maketrans`, `int.from_bytes`.

use super::isinstance::IsA;
use super::numbers::{byte, bytes_of};
use super::text_to_number::is_space;
use crate::graph_runtime::as_object::{AsObject, object_of};
use crate::graph_runtime::compare::truth;
use crate::graph_runtime::iterate::items_of;
use crate::graph_runtime::plain::too_large_for_int;
use crate::graph_runtime::{none, raise};
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Builtin, Bytes, Dict, Int, Str, Type};

/// A type, as `type(value)` returns it.
#[must_use]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn type_value<T: IsA + ?Sized>() -> Obj<Type> {
    Obj::new(Type { name: T::name(), id: T::id() })
}

/// `dict.fromkeys(keys, value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn dict_fromkeys(arguments: &[&dyn AsObject]) -> Obj<Dict> {
    let value = arguments.get(1).map_or_else(|| Obj::into_any(none()), |value| object_of(*value).into_object());
    let dict = Obj::<Dict>::default();
    for key in items_of(&object_of(arguments[0])) {
        dict.set_item(key, value.clone());
    }
    dict
}

/// `bytes.fromhex(text)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn bytes_fromhex(text: &dyn AsObject) -> Obj<Bytes> {
    let object = object_of(text);
    let Builtin::Str(text) = Builtin::of(&object) else {
        raise("TypeError", format_args!("fromhex() argument must be str, not {}", object.type_name()))
    };
    let digits: Vec<(usize, char)> = text.chars().enumerate().collect();
    let (mut bytes, mut rest) = (Vec::new(), &digits[..]);
    while let [(at, first), behind @ ..] = rest {
        if is_space(*first) {
            rest = behind;
            continue;
        }
        let second = behind.first().map_or((text.chars().count(), ' '), |digit| *digit);
        let wrong = if first.is_ascii_hexdigit() { second.0 } else { *at };
        let (Some(high), Some(low)) = (first.to_digit(16), second.1.to_digit(16)) else {
            raise("ValueError", format_args!("non-hexadecimal number found in fromhex() arg at position {wrong}"))
        };
        bytes.push(byte(i64::from(high * 16 + low), "bytes"));
        rest = &behind[1..];
    }
    Obj::from(bytes.as_slice())
}

/// `str.maketrans(table)`, `str.maketrans(from, to, removed)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn str_maketrans(arguments: &[&dyn AsObject]) -> Obj<Dict> {
    let table = Obj::<Dict>::default();
    let mut objects = Vec::new();
    for argument in arguments {
        objects.push(object_of(*argument));
    }
    let [from, to, ..] = &objects[..] else {
        let Builtin::Dict(given) = Builtin::of(&objects[0]) else {
            raise("TypeError", "if you give only one argument to maketrans it must be a dict")
        };
        for (key, value) in given.items() {
            table.set_item(code_of_key(&key), value.clone());
        }
        return table;
    };
    let (from, to) = (text_in(from, 1), text_in(to, 2));
    if from.chars().count() != to.chars().count() {
        raise("ValueError", "the first two maketrans arguments must have equal length");
    }
    from.chars().zip(to.chars()).for_each(|(from, to)| table.set_item(code(from), code(to)));
    if let Some(removed) = objects.get(2) {
        text_in(removed, 3).chars().for_each(|removed| table.set_item(code(removed), Obj::into_any(none())));
    }
    table
}

fn code(letter: char) -> AnyObj {
    i64::from(u32::from(letter)).into()
}

/// A letter as its number.
#[track_caller]
fn code_of_key(key: &AnyObj) -> AnyObj {
    match Builtin::of(key) {
        Builtin::Str(text) => {
            let mut letters = text.chars();
            match (letters.next(), letters.next()) {
                (Some(only), None) => code(only),
                _ => raise("ValueError", "string keys in translate table must be of length 1"),
            }
        }
        _ => key.clone(),
    }
}

#[track_caller]
fn text_in(object: &AnyObj, argument: usize) -> &Obj<Str> {
    let Builtin::Str(text) = Builtin::of(object) else {
        raise("TypeError", format_args!("maketrans() argument {argument} must be str, not {}", object.type_name()))
    };
    text
}

/// `int.from_bytes(bytes, byteorder, signed)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn int_from_bytes(arguments: &[&dyn AsObject]) -> Obj<Int> {
    let object = object_of(arguments[0]);
    let mut bytes = bytes_of(&object);
    let order = arguments.get(1).map(|order| object_of(*order).to_string()).filter(|order| order != "None");
    match order.as_deref() {
        Some("big") | None => bytes.reverse(),
        Some("little") => {}
        Some(_) => raise("ValueError", "byteorder must be either 'little' or 'big'"),
    }
    let is_negative =
        arguments.get(2).is_some_and(|signed| truth(*signed)) && bytes.last().is_some_and(|last| *last > 127);
    let fill = if is_negative { 0xff } else { 0 };
    let (low, high) = bytes.split_at(bytes.len().min(15));
    let number =
        low.iter().rev().fold(i128::from(-i8::from(is_negative)), |number, byte| number << 8 | i128::from(*byte));
    match i64::try_from(number) {
        Ok(number) if high.iter().all(|byte| *byte == fill) => Obj::from(number),
        _ => too_large_for_int(&format!("a number of {} bytes", bytes.len())),
    }
}
