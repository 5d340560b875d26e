//! What Python's numbers have in common: `True`, `1` and `1.0` are equal, have one hash, and one order.

use std::cmp::Ordering;

use crate::object::any::AnyObj;
use crate::values::builtin::Builtin;

/// The value of a `bool`, `int` or `float`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Number {
    Int(i64),
    Float(f64),
}

impl Number {
    /// The value of an object, if it is a number.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn of(object: &AnyObj) -> Option<Self> {
        match Builtin::of(object) {
            Builtin::Int(value) => Some(Self::Int(**value)),
            Builtin::Float(value) => Some(Self::Float(**value)),
            Builtin::Bool(value) => Some(Self::Int((**value).into())),
            _ => None,
        }
    }

    #[inline]
    #[expect(clippy::cast_precision_loss, reason = "as Python: the nearest float")]
    pub(crate) fn to_float(self) -> f64 {
        match self {
            Self::Int(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    #[inline]
    pub(crate) fn is_zero(self) -> bool {
        match self {
            Self::Int(value) => value == 0,
            Self::Float(value) => value == 0.0,
        }
    }

    /// The order of two numbers, exact however large they are; none with `nan`.
    pub(crate) fn order(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(left), Self::Int(right)) => Some(left.cmp(&right)),
            (Self::Float(left), Self::Float(right)) => left.partial_cmp(&right),
            (Self::Int(left), Self::Float(right)) => order_with_float(left, right),
            (Self::Float(left), Self::Int(right)) => order_with_float(right, left).map(Ordering::reverse),
        }
    }
}

/// Whether `object` is an equal number.
#[inline]
pub(crate) fn equals(number: Number, object: &AnyObj) -> bool {
    compare(number, object) == Some(Ordering::Equal)
}

/// Whether `object` is a number equal to a whole one, exact however large they are.
pub(crate) fn equals_integer(object: &AnyObj, value: i128) -> bool {
    match Number::of(object) {
        Some(Number::Int(number)) => i128::from(number) == value,
        // Whole floats of that size convert exactly.
        Some(Number::Float(number)) => {
            number.fract() == 0.0 && number.abs() < 2f64.powi(127) && number as i128 == value
        }
        None => false,
    }
}

/// The order of a number and an object, if it is a number too.
#[inline]
pub(crate) fn compare(number: Number, object: &AnyObj) -> Option<Ordering> {
    number.order(Number::of(object)?)
}

/// 2⁶³, the first float above all `i64`.
const TOO_LARGE: f64 = 9_223_372_036_854_775_808.0;

fn order_with_float(left: i64, right: f64) -> Option<Ordering> {
    if right.is_nan() {
        return None;
    }
    if right >= TOO_LARGE {
        return Some(Ordering::Less);
    }
    if right < -TOO_LARGE {
        return Some(Ordering::Greater);
    }
    let whole = right.trunc();
    // The whole part fits, and what is left decides between equal ones.
    Some(left.cmp(&(whole as i64)).then_with(|| 0.0.partial_cmp(&(right - whole)).unwrap_or(Ordering::Equal)))
}

/// Python's hash of a number is its value modulo this prime, 2⁶¹ - 1 (Library Reference, "Hashing of numeric types").
const PRIME: u64 = (1 << 61) - 1;
const PRIME_BITS: i32 = 61;
/// Python's hash of infinity.
const HASH_OF_INFINITY: u64 = 314_159;
/// The bits of a float's fraction.
const FRACTION_BITS: i32 = 52;

/// Python's `hash` of an `int`.
#[inline]
pub(crate) fn hash_of_int(value: i64) -> u64 {
    signed(value.unsigned_abs() % PRIME, value < 0)
}

/// Python's `hash` of a `float`, equal to that of an equal `int`. `nan` is hashed by `identity`.
pub(crate) fn hash_of_float(value: f64, identity: u64) -> u64 {
    if value.is_nan() {
        return identity;
    }
    let residue = if value.is_infinite() { HASH_OF_INFINITY } else { residue(value) };
    signed(residue, value < 0.0)
}

/// A finite float's magnitude modulo the prime. As 2⁶¹ is 1 there, a power of two only rotates.
fn residue(value: f64) -> u64 {
    let bits = value.to_bits();
    let fraction = bits & ((1 << FRACTION_BITS) - 1);
    let exponent = (bits >> FRACTION_BITS & 0x7ff) as i32;
    let (mantissa, exponent) = if exponent == 0 { (fraction, 1) } else { (fraction | 1 << FRACTION_BITS, exponent) };
    let rotation = (exponent - 1023 - FRACTION_BITS).rem_euclid(PRIME_BITS);
    (mantissa << rotation | mantissa >> (PRIME_BITS - rotation)) & PRIME
}

/// -1 is not a hash in Python, and -2 stands for it.
#[inline]
fn signed(residue: u64, negative: bool) -> u64 {
    let hash = if negative { -residue.cast_signed() } else { residue.cast_signed() };
    if hash == -1 { -2i64 } else { hash }.cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(value: f64) -> i64 {
        hash_of_float(value, 0).cast_signed()
    }

    #[test]
    fn hashes_are_those_of_python() {
        assert_eq!(hash_of_int(-1).cast_signed(), -2);
        assert_eq!(hash_of_int(i64::MAX).cast_signed(), 3);
        assert_eq!(hash_of_int(i64::MIN).cast_signed(), -4);
        assert_eq!(hash_of_int((1 << 61) - 1), 0);
        assert_eq!(hash(0.5), 1 << 60);
        assert_eq!(hash(-2.25), -576_460_752_303_423_490);
        assert_eq!(hash(1e300), 1_224_995_262_755_759_164);
        assert_eq!(hash(5e-324), 16_777_216);
        assert_eq!(hash(f64::NEG_INFINITY), -314_159);
        assert_eq!((hash(0.0), hash(-0.0), hash(-1.0)), (0, 0, -2));
    }

    #[test]
    fn equal_ints_and_floats_have_one_hash() {
        for value in [0, 1, -1, 255, 1 << 40, -(1 << 53), 1 << 60, 1 << 61, 1 << 62, i64::MIN] {
            assert_eq!(hash_of_int(value), hash_of_float(value as f64, 0), "{value}");
        }
    }

    #[test]
    fn ints_and_floats_are_compared_exactly() {
        let order = |left, right| Number::Int(left).order(Number::Float(right));
        assert_eq!(order((1 << 53) + 1, (1_i64 << 53) as f64), Some(Ordering::Greater));
        assert_eq!(order(i64::MAX, TOO_LARGE), Some(Ordering::Less));
        assert_eq!(order(i64::MIN, -TOO_LARGE), Some(Ordering::Equal));
        assert_eq!(order(-1, -1.5), Some(Ordering::Greater));
        assert_eq!(order(-1, -0.5), Some(Ordering::Less));
        assert_eq!(order(2, 2.5), Some(Ordering::Less));
        assert_eq!(order(0, f64::NAN), None);
        assert_eq!(Number::Float(2.5).order(Number::Int(2)), Some(Ordering::Greater));
    }
}
