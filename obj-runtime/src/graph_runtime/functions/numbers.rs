//! Functions that make or take numbers.

use super::range::integer;
use super::text_to_number::{float_of_text, int_of_text};
use crate::graph_runtime::as_object::{AsObject, object_of};
use crate::graph_runtime::compare::truth;
use crate::graph_runtime::of_values::refuse_other_encodings;
use crate::graph_runtime::plain::too_large_for_int;
use crate::graph_runtime::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::number::arithmetic::{expect, float as floats, int as integers};
use crate::values::number::tower::Number;
use crate::values::{Bool, Builtin, Bytes, Float, Int, NoneType, Str, Tuple, try_items_of};

/// `bool(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn to_bool(value: &dyn AsObject) -> Obj<Bool> {
    crate::graph_runtime::boolean(truth(value))
}

/// `int(value)`, `int(text, base)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn to_int(arguments: &[&dyn AsObject]) -> Obj<Int> {
    let object = object_of(arguments[0]);
    let base = match arguments {
        [_, base] => Some(integer(*base)),
        _ => None,
    };
    match (Builtin::of(&object), base) {
        (Builtin::Str(_) | Builtin::Bytes(_), base) => Obj::from(int_of_text(&object, base.unwrap_or(10))),
        (_, Some(_)) => raise("TypeError", "int() can't convert non-string with explicit base"),
        _ => match Number::of(&object) {
            Some(Number::Int(number)) => Obj::from(number),
            Some(Number::Float(number)) => whole(number),
            None => {
                let name = object.type_name();
                let wanted = "a string, a bytes-like object or a real number";
                raise("TypeError", format_args!("int() argument must be {wanted}, not '{name}'"))
            }
        },
    }
}

/// The number without what is behind its point.
#[track_caller]
pub(in crate::graph_runtime) fn whole(number: f64) -> Obj<Int> {
    match number {
        _ if number.is_nan() => raise("ValueError", "cannot convert float NaN to integer"),
        _ if number.is_infinite() => raise("OverflowError", "cannot convert float infinity to integer"),
        _ => Int::truncate(number),
    }
}

/// `float(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn to_float(value: &dyn AsObject) -> Obj<Float> {
    let object = object_of(value);
    if matches!(Builtin::of(&object), Builtin::Str(_) | Builtin::Bytes(_)) {
        return Obj::from(float_of_text(&object));
    }
    match Number::of(&object) {
        Some(number) => Obj::from(number.to_float()),
        None => {
            let name = object.type_name();
            raise("TypeError", format_args!("float() argument must be a string or a real number, not '{name}'"))
        }
    }
}

/// `bytes(value)`, `bytes(text, encoding)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn to_bytes(arguments: &[&dyn AsObject]) -> Obj<Bytes> {
    let object = object_of(arguments[0]);
    if let (Builtin::Str(text), Some(encoding)) = (Builtin::of(&object), arguments.get(1)) {
        refuse_other_encodings(&object_of(*encoding).to_string());
        return text.encode();
    }
    if arguments.len() > 1 {
        raise("TypeError", "encoding without a string argument");
    }
    if let Some(bytes) = object.downcast_ref::<Bytes>() {
        return bytes.clone();
    }
    if object.is_a::<Str>() {
        raise("TypeError", "string argument without an encoding");
    }
    if let Some(Number::Int(count)) = Number::of(&object) {
        let Ok(count) = usize::try_from(count) else { raise("ValueError", "negative count") };
        return Bytes::zeros(count);
    }
    Obj::from(bytes_of(&object).as_slice())
}

/// The bytes that numbers are.
#[track_caller]
pub(super) fn bytes_of(object: &AnyObj) -> Vec<u8> {
    let Some(items) = try_items_of(object).filter(|_| !object.is_a::<Str>()) else {
        raise("TypeError", format_args!("cannot convert '{}' object to bytes", object.type_name()))
    };
    let mut bytes = Vec::new();
    for item in items.iter() {
        bytes.push(byte(integer(item), "bytes"));
    }
    bytes
}

/// A number as one of the bytes that `what` are.
#[track_caller]
pub(in crate::graph_runtime) fn byte(number: i64, what: &str) -> u8 {
    match u8::try_from(number) {
        Ok(byte) => byte,
        Err(_) => raise("ValueError", format_args!("{what} must be in range(0, 256)")),
    }
}

/// `abs(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn abs(value: &dyn AsObject) -> AnyObj {
    let object = object_of(value);
    match Number::of(&object) {
        Some(Number::Int(number)) => expect(integers::abs(number)).into(),
        Some(Number::Float(number)) => number.abs().into(),
        None => raise("TypeError", format_args!("bad operand type for abs(): '{}'", object.type_name())),
    }
}

/// `round(value)`, `round(value, digits)`: halves go to the even neighbour.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn round(arguments: &[&dyn AsObject]) -> AnyObj {
    let object = object_of(arguments[0]);
    let digits = match arguments.get(1) {
        Some(digits) if !object_of(*digits).is_a::<NoneType>() => Some(integer(*digits)),
        _ => None,
    };
    match (Number::of(&object), digits) {
        (Some(Number::Float(number)), None) => Obj::into_any(whole(number.round_ties_even())),
        (Some(Number::Float(number)), Some(digits)) => rounded(number, digits).into(),
        (Some(Number::Int(number)), Some(digits)) if digits < 0 => rounded_to_tens(number, digits).into(),
        (Some(Number::Int(number)), _) => number.into(),
        (None, _) => {
            let name = object.type_name();
            raise("TypeError", format_args!("type {name} doesn't define __round__ method"))
        }
    }
}

/// The nearest float with so many digits behind the point, as its decimal form says.
#[track_caller]
fn rounded(number: f64, digits: i64) -> f64 {
    match usize::try_from(digits) {
        _ if !number.is_finite() => number,
        Ok(digits) if digits < 330 => format!("{number:.digits$}").parse().unwrap_or(number),
        Ok(_) => number,
        Err(_) => {
            let rounded = float_rounded_to_tens(number.abs(), digits.unsigned_abs());
            if rounded.is_infinite() {
                raise("OverflowError", "rounded value too large to represent");
            }
            rounded.copysign(number)
        }
    }
}

/// The nearest multiple of a power of ten, as all digits of the number say.
fn float_rounded_to_tens(number: f64, exponent: u64) -> f64 {
    // A float with a digit before its point has at most 52 behind it.
    let all = format!("{number:.60}");
    let whole = all.find('.').unwrap_or(all.len());
    match usize::try_from(exponent).ok().and_then(|exponent| whole.checked_sub(exponent)) {
        Some(0) => {
            let digits = all.replace('.', "");
            let is_half = digits.starts_with('5') && digits[1..].bytes().all(|digit| digit == b'0');
            if digits.as_str() >= "5" && !is_half { format!("1e{whole}").parse().unwrap_or(f64::INFINITY) } else { 0.0 }
        }
        Some(kept) => format!("{number:.*e}", kept - 1).parse().unwrap_or(number),
        None => 0.0,
    }
}

#[track_caller]
fn rounded_to_tens(number: i64, digits: i64) -> i64 {
    // Half of a larger unit is more than any number.
    let Some(exponent) = u32::try_from(digits.saturating_neg()).ok().filter(|exponent| *exponent < 20) else {
        return 0;
    };
    let unit = 10_i128.pow(exponent);
    let (floor, rest) = (i128::from(number).div_euclid(unit), i128::from(number).rem_euclid(unit));
    let is_up = rest * 2 > unit || rest * 2 == unit && floor % 2 != 0;
    let rounded = (floor + i128::from(is_up)) * unit;
    i64::try_from(rounded).unwrap_or_else(|_| too_large_for_int(&rounded.to_string()))
}

/// `divmod(left, right)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn divmod(left: &dyn AsObject, right: &dyn AsObject) -> Obj<Tuple> {
    let quotient = match (Number::of(&object_of(left)), Number::of(&object_of(right))) {
        (Some(Number::Int(_)), Some(Number::Int(_))) => divided(left, right, "divmod()"),
        (Some(_), Some(divisor)) if divisor.to_float() == 0.0 => raise("ZeroDivisionError", "float divmod()"),
        _ => divided(left, right, "divmod()"),
    };
    Obj::from(vec![
        quotient,
        crate::graph_runtime::rem(&object_of(left).into_object(), &object_of(right).into_object()),
    ])
}

/// `left // right`, for which Rust's lexer has no sign.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn floordiv(left: &dyn AsObject, right: &dyn AsObject) -> AnyObj {
    divided(left, right, "//")
}

#[track_caller]
fn divided(left: &dyn AsObject, right: &dyn AsObject, sign: &str) -> AnyObj {
    let (left, right) = (object_of(left), object_of(right));
    match (Number::of(&left), Number::of(&right)) {
        (Some(Number::Int(left)), Some(Number::Int(right))) => expect(integers::floor_div(left, right)).into(),
        (Some(left), Some(right)) => expect(floats::floor_div(left.to_float(), right.to_float())).into(),
        _ => unsupported(sign, &left, &right),
    }
}

#[cold]
#[track_caller]
fn unsupported(sign: &str, left: &AnyObj, right: &AnyObj) -> ! {
    let (left, right) = (left.type_name(), right.type_name());
    raise("TypeError", format_args!("unsupported operand type(s) for {sign}: '{left}' and '{right}'"))
}

/// `base ** exponent`, `pow(base, exponent)`, `pow(base, exponent, modulus)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn pow(arguments: &[&dyn AsObject]) -> AnyObj {
    let (base, exponent) = (object_of(arguments[0]), object_of(arguments[1]));
    if let Some(modulus) = arguments.get(2).filter(|modulus| !object_of(**modulus).is_a::<NoneType>()) {
        return power_modulo(integer(&*base), integer(&*exponent), integer(*modulus)).into();
    }
    match (Number::of(&base), Number::of(&exponent)) {
        (Some(Number::Int(base)), Some(Number::Int(exponent))) if exponent >= 0 => {
            expect(integers::pow(base, exponent)).into()
        }
        (Some(base), Some(exponent)) => float_power(base.to_float(), exponent.to_float()).into(),
        _ => unsupported("** or pow()", &base, &exponent),
    }
}

#[track_caller]
fn float_power(base: f64, exponent: f64) -> f64 {
    if base == 0.0 && exponent < 0.0 {
        raise("ZeroDivisionError", "0.0 cannot be raised to a negative power");
    }
    let power = base.powf(exponent);
    if power.is_nan() && !base.is_nan() && !exponent.is_nan() {
        raise("ValueError", "the power is a complex number, which is not part of the language");
    }
    if power.is_infinite() && base.is_finite() && exponent.is_finite() {
        raise("OverflowError", "(34, 'Numerical result out of range')");
    }
    power
}

#[track_caller]
fn power_modulo(base: i64, exponent: i64, modulus: i64) -> i64 {
    if modulus == 0 {
        raise("ValueError", "pow() 3rd argument cannot be 0");
    }
    let wide = i128::from(modulus);
    let mut square = i128::from(base).rem_euclid(wide.abs());
    if exponent < 0 {
        square = inverse(square, wide.abs());
    }
    let (mut result, mut rest) = (1_i128.rem_euclid(wide.abs()), exponent.unsigned_abs());
    while rest > 0 {
        if rest & 1 == 1 {
            result = result * square % wide.abs();
        }
        square = square * square % wide.abs();
        rest >>= 1;
    }
    let result = if modulus < 0 && result != 0 { result + wide } else { result };
    i64::try_from(result).expect("it is smaller than the modulus")
}

/// What gives 1 with the number, by Euclid's algorithm.
#[track_caller]
fn inverse(number: i128, modulus: i128) -> i128 {
    let (mut left, mut right) = ((number, 1_i128), (modulus, 0_i128));
    while right.0 != 0 {
        let times = left.0 / right.0;
        (left, right) = (right, (left.0 - times * right.0, left.1 - times * right.1));
    }
    if left.0 != 1 {
        raise("ValueError", "base is not invertible for the given modulus");
    }
    left.1.rem_euclid(modulus)
}

/// `~value`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn invert(value: &dyn AsObject) -> Obj<Int> {
    let object = object_of(value);
    match Number::of(&object) {
        Some(Number::Int(number)) => Obj::from(!number),
        _ => raise("TypeError", format_args!("bad operand type for unary ~: '{}'", object.type_name())),
    }
}

/// `hash(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn hash(value: &dyn AsObject) -> Obj<Int> {
    let object = object_of(value);
    match object.hash_value() {
        Ok(hash) => Obj::from(hash.cast_signed()),
        Err(error) => raise("TypeError", error),
    }
}

/// `ord(character)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn ord(value: &dyn AsObject) -> Obj<Int> {
    let object = object_of(value);
    let (number, length) = match Builtin::of(&object) {
        Builtin::Str(text) => (text.chars().next().map(u32::from), text.chars().count()),
        Builtin::Bytes(bytes) => (bytes.first().copied().map(u32::from), bytes.len()),
        _ => {
            let name = object.type_name();
            raise("TypeError", format_args!("ord() expected string of length 1, but {name} found"))
        }
    };
    match number {
        Some(number) if length == 1 => Obj::from(i64::from(number)),
        _ => raise("TypeError", format_args!("ord() expected a character, but string of length {length} found")),
    }
}

/// `chr(number)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn chr(value: &dyn AsObject) -> Obj<Str> {
    let character = u32::try_from(integer(value)).ok().filter(|number| *number <= 0x0010_FFFF);
    let Some(number) = character else { raise("ValueError", "chr() arg not in range(0x110000)") };
    match char::from_u32(number) {
        Some(character) => Obj::from(character.encode_utf8(&mut [0; 4]) as &str),
        None => raise("ValueError", "chr() arg is a surrogate, which is no character of a `Str`"),
    }
}

/// `bin(number)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn bin(value: &dyn AsObject) -> Obj<Str> {
    signed(value, |size| format!("{size:#b}"))
}

/// `oct(number)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn oct(value: &dyn AsObject) -> Obj<Str> {
    signed(value, |size| format!("{size:#o}"))
}

#[track_caller]
fn signed(value: &dyn AsObject, digits: fn(u64) -> String) -> Obj<Str> {
    let number = integer(value);
    let sign = if number < 0 { "-" } else { "" };
    Obj::from((sign.to_owned() + &digits(number.unsigned_abs())).as_str())
}
