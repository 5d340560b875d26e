//! Arithmetic on numbers as Python does it, and the words for what has no result.

use std::fmt;

/// Why an operation has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoResult {
    /// It needs more than 64 bits.
    Overflow,
    /// The divisor is zero.
    DivisionByZero(&'static str),
    /// The operand has a wrong value.
    Value(&'static str),
}

impl fmt::Display for NoResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (error, words) = match *self {
            Self::Overflow => ("OverflowError", "the result does not fit in an int of 64 bits"),
            Self::DivisionByZero(words) => ("ZeroDivisionError", words),
            Self::Value(words) => ("ValueError", words),
        };
        write!(f, "{error}: {words}")
    }
}

type Result<T> = std::result::Result<T, NoResult>;

/// The result.
///
/// # Panics
/// With Python's words if there is none.
#[inline]
#[track_caller]
pub(crate) fn expect<T>(result: Result<T>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => fail(error),
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn fail(error: NoResult) -> ! {
    panic!("{error}")
}

/// Whole numbers.
pub(crate) mod int {
    use super::{NoResult, Result};

    const DIVISION: NoResult = NoResult::DivisionByZero("integer division or modulo by zero");
    const MODULO: NoResult = NoResult::DivisionByZero("integer modulo by zero");
    const TRUE_DIVISION: NoResult = NoResult::DivisionByZero("division by zero");
    const NEGATIVE_SHIFT: NoResult = NoResult::Value("negative shift count");
    const NEGATIVE_POWER: NoResult = NoResult::Value("the exponent is negative, so the power is not an int");

    #[inline]
    fn fits(result: Option<i64>) -> Result<i64> {
        result.ok_or(NoResult::Overflow)
    }

    #[inline]
    pub(crate) fn add(left: i64, right: i64) -> Result<i64> {
        fits(left.checked_add(right))
    }

    #[inline]
    pub(crate) fn sub(left: i64, right: i64) -> Result<i64> {
        fits(left.checked_sub(right))
    }

    #[inline]
    pub(crate) fn mul(left: i64, right: i64) -> Result<i64> {
        fits(left.checked_mul(right))
    }

    #[inline]
    pub(crate) fn neg(value: i64) -> Result<i64> {
        fits(value.checked_neg())
    }

    #[inline]
    pub(crate) fn abs(value: i64) -> Result<i64> {
        fits(value.checked_abs())
    }

    /// `left // right`: rounded down.
    #[inline]
    pub(crate) fn floor_div(left: i64, right: i64) -> Result<i64> {
        if right == 0 {
            return Err(DIVISION);
        }
        let quotient = fits(left.checked_div(right))?;
        Ok(if left % right != 0 && (left < 0) != (right < 0) { quotient - 1 } else { quotient })
    }

    /// `left % right`: of the sign of `right`.
    #[inline]
    pub(crate) fn modulo(left: i64, right: i64) -> Result<i64> {
        if right == 0 {
            return Err(MODULO);
        }
        let rest = left.wrapping_rem(right);
        Ok(if rest != 0 && (rest < 0) != (right < 0) { rest + right } else { rest })
    }

    /// Both of the above.
    pub(crate) fn divmod(left: i64, right: i64) -> Result<(i64, i64)> {
        let quotient = floor_div(left, right)?;
        Ok((quotient, modulo(left, right)?))
    }

    /// `left / right`, rounded once.
    pub(crate) fn true_div(left: i64, right: i64) -> Result<f64> {
        if right == 0 {
            return Err(TRUE_DIVISION);
        }
        let magnitude = if left == 0 { 0.0 } else { divide(left.unsigned_abs(), right.unsigned_abs()) };
        Ok(if (left < 0) == (right < 0) { magnitude } else { -magnitude })
    }

    /// The quotient of two numbers that are not zero. It is computed to at least 64 bits, of which the last says
    /// whether more would follow, so that the conversion to a float rounds rightly.
    fn divide(left: u64, right: u64) -> f64 {
        let shift = 64 + left.leading_zeros();
        let (left, right) = (u128::from(left) << shift, u128::from(right));
        let quotient = (left / right) | u128::from(!left.is_multiple_of(right));
        // 2 to the power of `-shift`, which only its exponent says.
        quotient as f64 * f64::from_bits(u64::from(1023 - shift) << 52)
    }

    pub(crate) fn pow(base: i64, exponent: i64) -> Result<i64> {
        match (base, u32::try_from(exponent)) {
            _ if exponent < 0 => Err(NEGATIVE_POWER),
            (0 | 1, Err(_)) => Ok(base),
            (-1, Err(_)) => Ok(if exponent % 2 == 0 { 1 } else { -1 }),
            (_, Err(_)) => Err(NoResult::Overflow),
            (_, Ok(exponent)) => fits(base.checked_pow(exponent)),
        }
    }

    pub(crate) fn shl(value: i64, count: i64) -> Result<i64> {
        if count < 0 {
            return Err(NEGATIVE_SHIFT);
        }
        let shifted = if count < 64 { value << count } else { 0 };
        if value == 0 || count < 64 && shifted >> count == value { Ok(shifted) } else { Err(NoResult::Overflow) }
    }

    pub(crate) fn shr(value: i64, count: i64) -> Result<i64> {
        if count < 0 { Err(NEGATIVE_SHIFT) } else { Ok(value >> count.min(63)) }
    }

    #[inline]
    pub(crate) fn and(left: i64, right: i64) -> Result<i64> {
        Ok(left & right)
    }

    #[inline]
    pub(crate) fn or(left: i64, right: i64) -> Result<i64> {
        Ok(left | right)
    }

    #[inline]
    pub(crate) fn xor(left: i64, right: i64) -> Result<i64> {
        Ok(left ^ right)
    }

    /// The whole part of a float.
    pub(crate) fn truncate(value: f64) -> Result<i64> {
        if value.is_nan() {
            return Err(NoResult::Value("cannot convert float NaN to integer"));
        }
        let whole = value.trunc();
        // Both ends are floats; the upper one is the first that does not fit.
        let fits = (i64::MIN as f64..-(i64::MIN as f64)).contains(&whole);
        if fits { Ok(whole as i64) } else { Err(NoResult::Overflow) }
    }
}

/// Numbers with a fraction.
pub(crate) mod float {
    use super::{NoResult, Result};

    #[inline]
    pub(crate) fn add(left: f64, right: f64) -> Result<f64> {
        Ok(left + right)
    }

    #[inline]
    pub(crate) fn sub(left: f64, right: f64) -> Result<f64> {
        Ok(left - right)
    }

    #[inline]
    pub(crate) fn mul(left: f64, right: f64) -> Result<f64> {
        Ok(left * right)
    }

    #[inline]
    pub(crate) fn div(left: f64, right: f64) -> Result<f64> {
        if right == 0.0 { Err(NoResult::DivisionByZero("float division by zero")) } else { Ok(left / right) }
    }

    /// `left % right`: of the sign of `right`.
    pub(crate) fn modulo(left: f64, right: f64) -> Result<f64> {
        if right == 0.0 { Err(NoResult::DivisionByZero("float modulo")) } else { Ok(rest(left, right)) }
    }

    fn rest(left: f64, right: f64) -> f64 {
        let rest = left % right;
        if rest == 0.0 {
            rest.copysign(right)
        } else if (rest < 0.0) == (right < 0.0) {
            rest
        } else {
            rest + right
        }
    }

    /// `left // right`: the whole number of times that `right` fits, rounded down.
    pub(crate) fn floor_div(left: f64, right: f64) -> Result<f64> {
        if right == 0.0 {
            return Err(NoResult::DivisionByZero("float floor division by zero"));
        }
        let rest = left % right;
        // Without the rest the division comes out even, but for rounding.
        let times = (left - rest) / right;
        let times = if rest != 0.0 && (rest < 0.0) != (right < 0.0) { times - 1.0 } else { times };
        if times == 0.0 {
            return Ok(0.0_f64.copysign(left / right));
        }
        let floor = times.floor();
        Ok(if times - floor > 0.5 { floor + 1.0 } else { floor })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_of_ints_rounds_down() {
        let cases = [(7, 2), (-7, 2), (7, -2), (-7, -2), (6, 3), (-6, 3), (0, -5), (i64::MIN, 1), (i64::MIN, i64::MAX)];
        let results: Vec<_> = cases.iter().map(|&(left, right)| int::divmod(left, right).unwrap()).collect();
        let expected = [(3, 1), (-4, 1), (-4, -1), (3, -1), (2, 0), (-2, 0), (0, 0), (i64::MIN, 0), (-2, i64::MAX - 1)];
        assert_eq!(results, expected);
        assert_eq!(int::floor_div(i64::MIN, -1), Err(NoResult::Overflow));
        assert_eq!(int::modulo(i64::MIN, -1), Ok(0));
    }

    #[test]
    fn true_division_rounds_once() {
        let cases = [
            (1, 3, 0.333_333_333_333_333_3),
            (i64::MAX, 3, 3.074_457_345_618_258_6e18),
            (i64::MIN, 1, -9_223_372_036_854_775_808.0),
            (9_007_199_254_740_993, 3, 3_002_399_751_580_331.0),
            (i64::MAX, i64::MAX - 1, 1.0),
            (-1, i64::MAX, -1.084_202_172_485_504_4e-19),
            (9_007_199_254_740_993, 9_007_199_254_740_992, 1.0),
            (0, 5, 0.0),
        ];
        for (left, right, quotient) in cases {
            assert_eq!(int::true_div(left, right), Ok(quotient), "{left} / {right}");
        }
        assert!(int::true_div(0, -5).unwrap().is_sign_negative());
    }

    #[test]
    fn shifts_and_powers_are_exact_or_overflow() {
        assert_eq!(int::shl(-1, 63), Ok(i64::MIN));
        assert_eq!(int::shl(1, 63), Err(NoResult::Overflow));
        assert_eq!(int::shl(0, 1 << 40), Ok(0));
        assert_eq!((int::shr(-1, 1 << 40), int::shr(5, 1)), (Ok(-1), Ok(2)));
        assert_eq!((int::pow(2, 62), int::pow(-2, 63)), (Ok(1 << 62), Ok(i64::MIN)));
        assert_eq!((int::pow(2, 63), int::pow(3, i64::MAX)), (Err(NoResult::Overflow), Err(NoResult::Overflow)));
        assert_eq!((int::pow(-1, i64::MAX), int::pow(0, i64::MAX), int::pow(0, 0)), (Ok(-1), Ok(0), Ok(1)));
        assert!(int::pow(2, -1).is_err() && int::shl(1, -1).is_err() && int::shr(1, -1).is_err());
    }

    #[test]
    fn floats_become_ints_if_they_fit() {
        assert_eq!((int::truncate(-5.7), int::truncate(i64::MIN as f64)), (Ok(-5), Ok(i64::MIN)));
        assert_eq!(int::truncate(9_223_372_036_854_775_808.0), Err(NoResult::Overflow));
        assert_eq!(int::truncate(f64::NEG_INFINITY), Err(NoResult::Overflow));
        assert!(matches!(int::truncate(f64::NAN), Err(NoResult::Value(_))));
    }

    #[test]
    fn modulo_of_floats_has_the_sign_of_the_divisor() {
        let pairs = [(7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (-7.5, -2.0), (1.0, 0.1), (6.0, -3.0), (-1e-20, 1.0)];
        let results: Vec<_> = pairs
            .iter()
            .map(|&(left, right)| (float::floor_div(left, right).unwrap(), float::modulo(left, right).unwrap()))
            .collect();
        let expected = [
            (3.0, 1.5),
            (-4.0, 0.5),
            (-4.0, -0.5),
            (3.0, -1.5),
            (9.0, 0.099_999_999_999_999_95),
            (-2.0, -0.0),
            (-1.0, 1.0),
        ];
        assert_eq!(results, expected);
        assert!(float::modulo(6.0, -3.0).unwrap().is_sign_negative());
        assert!(float::floor_div(-0.0, 1.0).unwrap().is_sign_negative());
    }
}
