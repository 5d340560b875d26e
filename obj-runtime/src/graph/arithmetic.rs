//! Arithmetic on objects whose types are known when the program runs.

use crate::any::AnyObj;
use crate::object::Obj;
use crate::values::{Bool, Bytes, Dict, Float, FrozenSet, Int, List, Set, Str, Tuple};

/// An operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    Shl,
    Shr,
    And,
    Or,
    Xor,
}

impl Operator {
    fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
            Self::Div => "/",
            Self::Rem => "%",
            Self::Shl => "<<",
            Self::Shr => ">>",
            Self::And => "&",
            Self::Or => "|",
            Self::Xor => "^",
        }
    }
}

/// A number; `bool` is a kind of `int`.
#[derive(Clone, Copy)]
enum Number {
    Int(i64),
    Float(f64),
}

impl Number {
    fn of(object: &AnyObj) -> Option<Self> {
        if let Some(value) = object.downcast_ref::<Float>() {
            return Some(Self::Float(**value));
        }
        integer(object).map(Self::Int)
    }

    #[expect(clippy::cast_precision_loss, reason = "as Python: the nearest float")]
    fn to_float(self) -> f64 {
        match self {
            Self::Int(value) => value as f64,
            Self::Float(value) => value,
        }
    }
}

fn integer(object: &AnyObj) -> Option<i64> {
    let int = object.downcast_ref::<Int>().map(|value| **value);
    int.or_else(|| object.downcast_ref::<Bool>().map(|value| i64::from(**value)))
}

/// `left operator right`
#[track_caller]
pub(super) fn arithmetic(operator: Operator, left: &AnyObj, right: &AnyObj) -> AnyObj {
    if let (Some(first), Some(second)) = (left.downcast_ref::<Bool>(), right.downcast_ref::<Bool>()) {
        match operator {
            Operator::And => return Obj::into_any(Obj::<Bool>::from(**first & **second)),
            Operator::Or => return Obj::into_any(Obj::<Bool>::from(**first | **second)),
            Operator::Xor => return Obj::into_any(Obj::<Bool>::from(**first ^ **second)),
            _ => {}
        }
    }
    let numbers = Number::of(left).zip(Number::of(right)).and_then(|(left, right)| of_numbers(operator, left, right));
    numbers.or_else(|| of_sequences(operator, left, right)).or_else(|| of_sets(operator, left, right)).unwrap_or_else(|| {
        let (sign, left, right) = (operator.sign(), left.type_name(), right.type_name());
        super::raise("TypeError", format_args!("unsupported operand type(s) for {sign}: '{left}' and '{right}'"))
    })
}

/// `left operator= right`: lists, sets and dicts change in place, and the result is the same object.
#[track_caller]
pub(super) fn arithmetic_in_place(operator: Operator, left: &AnyObj, right: &AnyObj) -> AnyObj {
    if let Some(list) = left.downcast_ref::<List>() {
        match (operator, integer(right)) {
            (Operator::Add, _) => list.extend(right),
            (Operator::Mul, Some(count)) => list.times_in_place(count_of(count)),
            _ => return arithmetic(operator, left, right),
        }
        return left.clone();
    }
    let is_set = right.is_a::<Set>() || right.is_a::<FrozenSet>();
    if let Some(set) = left.downcast_ref::<Set>().filter(|_| is_set) {
        match operator {
            Operator::Or => set.update(right),
            Operator::And => set.intersection_update(right),
            Operator::Sub => set.difference_update(right),
            Operator::Xor => set.symmetric_difference_update(right),
            _ => return arithmetic(operator, left, right),
        }
        return left.clone();
    }
    if let Some(dict) = left.downcast_ref::<Dict>().filter(|_| operator == Operator::Or && right.is_a::<Dict>()) {
        dict.update(right);
        return left.clone();
    }
    arithmetic(operator, left, right)
}

/// `-value`
#[track_caller]
pub(super) fn negative(value: &AnyObj) -> AnyObj {
    match Number::of(value) {
        Some(Number::Int(number)) => int(number.checked_neg()),
        Some(Number::Float(number)) => float(-number),
        None => super::raise("TypeError", format_args!("bad operand type for unary -: '{}'", value.type_name())),
    }
}

/// `+value`: the same object, but a number for a truth.
#[track_caller]
pub(super) fn positive(value: &AnyObj) -> AnyObj {
    match Number::of(value) {
        Some(Number::Int(number)) if value.is_a::<Bool>() => int(Some(number)),
        Some(_) => value.clone(),
        None => super::raise("TypeError", format_args!("bad operand type for unary +: '{}'", value.type_name())),
    }
}

#[track_caller]
fn of_numbers(operator: Operator, left: Number, right: Number) -> Option<AnyObj> {
    match (left, right) {
        (Number::Int(left), Number::Int(right)) => Some(of_ints(operator, left, right)),
        _ => of_floats(operator, left.to_float(), right.to_float()).map(float),
    }
}

#[track_caller]
fn of_ints(operator: Operator, left: i64, right: i64) -> AnyObj {
    match operator {
        Operator::Add => int(left.checked_add(right)),
        Operator::Sub => int(left.checked_sub(right)),
        Operator::Mul => int(left.checked_mul(right)),
        Operator::Div => float(true_division(left, right)),
        Operator::Rem if right == 0 => super::raise("ZeroDivisionError", "integer modulo by zero"),
        // The smallest number by -1 has the remainder 0; Rust sees an overflow.
        Operator::Rem => int(Some(floored(left.wrapping_rem(right), right))),
        Operator::Shl | Operator::Shr if right < 0 => super::raise("ValueError", "negative shift count"),
        Operator::Shl => int(shifted_left(left, right)),
        Operator::Shr => int(Some(left >> right.min(63))),
        Operator::And => int(Some(left & right)),
        Operator::Or => int(Some(left | right)),
        Operator::Xor => int(Some(left ^ right)),
    }
}

/// The remainder has the sign of the divisor.
fn floored(remainder: i64, divisor: i64) -> i64 {
    let adjust = remainder != 0 && (remainder < 0) != (divisor < 0);
    if adjust { remainder + divisor } else { remainder }
}

fn shifted_left(left: i64, right: i64) -> Option<i64> {
    if left == 0 {
        return Some(0);
    }
    let shifted = i128::from(left).checked_shl(u32::try_from(right).ok().filter(|right| *right < 64)?)?;
    i64::try_from(shifted).ok()
}

/// The float nearest to the exact quotient, also where the integers have no exact float.
#[track_caller]
#[expect(clippy::cast_precision_loss, reason = "exact where it is used")]
fn true_division(left: i64, right: i64) -> f64 {
    const EXACT: u64 = 1 << 53;
    if right == 0 {
        super::raise("ZeroDivisionError", "division by zero")
    }
    let (numerator, divisor) = (left.unsigned_abs(), right.unsigned_abs());
    if numerator <= EXACT && divisor <= EXACT {
        return left as f64 / right as f64;
    }
    // A quotient of at least 55 bits, whose last bit stands for all that follow: rounded once, by the conversion.
    let shift = (divisor.leading_zeros() + 1 + 55).saturating_sub(numerator.leading_zeros().min(63)).min(64);
    let wide = u128::from(numerator) << shift;
    let (quotient, remainder) = (wide / u128::from(divisor), wide % u128::from(divisor));
    let magnitude = (quotient | u128::from(remainder != 0)) as f64 / 2_f64.powi(shift.cast_signed());
    if (left < 0) == (right < 0) { magnitude } else { -magnitude }
}

#[track_caller]
fn of_floats(operator: Operator, left: f64, right: f64) -> Option<f64> {
    Some(match operator {
        Operator::Add => left + right,
        Operator::Sub => left - right,
        Operator::Mul => left * right,
        Operator::Div if right == 0.0 => super::raise("ZeroDivisionError", "float division by zero"),
        Operator::Div => left / right,
        Operator::Rem if right == 0.0 => super::raise("ZeroDivisionError", "float modulo"),
        Operator::Rem => float_remainder(left, right),
        _ => return None,
    })
}

/// The remainder has the sign of the divisor, also when it is zero.
fn float_remainder(left: f64, right: f64) -> f64 {
    let remainder = left % right;
    if remainder == 0.0 {
        return 0.0_f64.copysign(right);
    }
    if (remainder < 0.0) == (right < 0.0) { remainder } else { remainder + right }
}

#[track_caller]
fn of_sequences(operator: Operator, left: &AnyObj, right: &AnyObj) -> Option<AnyObj> {
    match operator {
        Operator::Add => concatenate(left, right),
        Operator::Mul => match (integer(left), integer(right)) {
            (None, Some(count)) => repeat(left, count_of(count)),
            (Some(count), None) => repeat(right, count_of(count)),
            _ => None,
        },
        _ => None,
    }
}

/// Adding nothing gives the same object.
#[track_caller]
fn concatenate(left: &AnyObj, right: &AnyObj) -> Option<AnyObj> {
    if let Some((first, second)) = left.downcast_ref::<Str>().zip(right.downcast_ref::<Str>()) {
        return Some(match (first.is_empty(), second.is_empty()) {
            (true, _) => right.clone(),
            (_, true) => left.clone(),
            _ => Obj::into_any(Obj::<Str>::from([&**first, &**second].concat().as_str())),
        });
    }
    if let Some((first, second)) = left.downcast_ref::<Bytes>().zip(right.downcast_ref::<Bytes>()) {
        return Some(match (first.is_empty(), second.is_empty()) {
            (true, _) => right.clone(),
            (_, true) => left.clone(),
            _ => Obj::into_any(Obj::<Bytes>::from([&**first, &**second].concat().as_slice())),
        });
    }
    if let Some((first, second)) = left.downcast_ref::<Tuple>().zip(right.downcast_ref::<Tuple>()) {
        return Some(Obj::into_any(first.plus(second)));
    }
    if let Some((first, second)) = left.downcast_ref::<List>().zip(right.downcast_ref::<List>()) {
        return Some(Obj::into_any(first.plus(second)));
    }
    let name = ["str", "bytes", "tuple", "list"].into_iter().find(|name| *name == left.type_name())?;
    if name == "bytes" {
        super::raise("TypeError", format_args!("can't concat {} to bytes", right.type_name()))
    }
    let other = right.type_name();
    super::raise("TypeError", format_args!("can only concatenate {name} (not \"{other}\") to {name}"))
}

/// Once gives the same object of what cannot change.
fn repeat(sequence: &AnyObj, count: isize) -> Option<AnyObj> {
    let times = count.max(0).unsigned_abs();
    if let Some(text) = sequence.downcast_ref::<Str>() {
        return Some(if times == 1 { sequence.clone() } else { Obj::into_any(Obj::<Str>::from(text.repeat(times).as_str())) });
    }
    if let Some(bytes) = sequence.downcast_ref::<Bytes>() {
        let repeated = || Obj::into_any(Obj::<Bytes>::from(bytes.repeat(times).as_slice()));
        return Some(if times == 1 { sequence.clone() } else { repeated() });
    }
    if let Some(tuple) = sequence.downcast_ref::<Tuple>() {
        return Some(Obj::into_any(tuple.times(count)));
    }
    sequence.downcast_ref::<List>().map(|list| Obj::into_any(list.times(count)))
}

fn of_sets(operator: Operator, left: &AnyObj, right: &AnyObj) -> Option<AnyObj> {
    if let Some(dict) = left.downcast_ref::<Dict>().filter(|_| right.is_a::<Dict>() && operator == Operator::Or) {
        let union = dict.copy();
        union.update(right);
        return Some(Obj::into_any(union));
    }
    if !(right.is_a::<Set>() || right.is_a::<FrozenSet>()) {
        return None;
    }
    if let Some(set) = left.downcast_ref::<Set>() {
        return Some(Obj::into_any(match operator {
            Operator::Or => set.union(right),
            Operator::And => set.intersection(right),
            Operator::Sub => set.difference(right),
            Operator::Xor => set.symmetric_difference(right),
            _ => return None,
        }));
    }
    let set = left.downcast_ref::<FrozenSet>()?;
    Some(Obj::into_any(match operator {
        Operator::Or => set.union(right),
        Operator::And => set.intersection(right),
        Operator::Sub => set.difference(right),
        Operator::Xor => set.symmetric_difference(right),
        _ => return None,
    }))
}

fn count_of(count: i64) -> isize {
    count.try_into().unwrap_or(if count < 0 { isize::MIN } else { isize::MAX })
}

#[track_caller]
fn int(value: Option<i64>) -> AnyObj {
    let Some(value) = value else { super::raise("OverflowError", "the result does not fit the 64 bits of an `Int`") };
    Obj::into_any(Obj::<Int>::from(value))
}

fn float(value: f64) -> AnyObj {
    Obj::into_any(Obj::<Float>::from(value))
}

#[cfg(test)]
mod tests {
    use super::true_division;

    #[test]
    fn division_of_large_integers_rounds_once() {
        // CPython 3.11's results.
        let cases: [(i64, i64, f64); 7] = [
            (i64::MAX, 3, 3.074_457_345_618_258_4e18),
            (i64::MIN, -1, 9.223_372_036_854_776e18),
            (9_007_199_254_740_993, 1, 9_007_199_254_740_992.0),
            (9_007_199_254_740_995, 3, 3_002_399_751_580_331.5),
            (1, i64::MAX, 1.084_202_172_485_504_4e-19),
            (-9_223_372_036_854_775_807, 7, -1.317_624_576_693_539_4e18),
            (i64::MAX, i64::MAX - 1, 1.0),
        ];
        for (left, right, quotient) in cases {
            assert!(true_division(left, right).to_bits() == quotient.to_bits(), "{left} / {right}");
        }
    }
}
