//! Arithmetic on constant numbers, as Python's.

use crate::graph_macro::syntax::Constant;
use crate::graph_macro::words::Operator;

/// Above this, an integer has no exact `f64`, and true division rounds in a way of its own.
const EXACT: u64 = 1 << 53;

/// A number as Python sees it; `bool` is a kind of `int`.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Int(i64),
    Float(f64),
}

impl Number {
    pub(super) fn of(constant: &Constant) -> Option<Self> {
        Some(match constant {
            Constant::Bool(value) => Self::Int(i64::from(*value)),
            Constant::Int(value) => Self::Int(*value),
            Constant::Float(value) => Self::Float(*value),
            _ => return None,
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "as Python: the nearest float")]
    pub(super) fn to_float(self) -> f64 {
        match self {
            Self::Int(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    pub(super) fn is_zero(self) -> bool {
        self.to_float() == 0.0
    }
}

/// The result of an operation, or `None` if it is left for run time.
pub(super) fn arithmetic(operator: Operator, left: Number, right: Number) -> Option<Constant> {
    match (left, right) {
        (Number::Int(left), Number::Int(right)) => of_ints(operator, left, right),
        _ => of_floats(operator, left.to_float(), right.to_float()).map(Constant::Float),
    }
}

/// `-0` of an `int` is `0`; the negative of the smallest `i64` is left for run time.
pub(super) fn negative(number: Number) -> Option<Constant> {
    match number {
        Number::Int(value) => value.checked_neg().map(Constant::Int),
        Number::Float(value) => Some(Constant::Float(-value)),
    }
}

fn of_ints(operator: Operator, left: i64, right: i64) -> Option<Constant> {
    let value = match operator {
        Operator::Add => left.checked_add(right)?,
        Operator::Sub => left.checked_sub(right)?,
        Operator::Mul => left.checked_mul(right)?,
        Operator::Div => return true_division(left, right).map(Constant::Float),
        Operator::Rem => floored_remainder(left, right)?,
        Operator::Shl => shift_left(left, right)?,
        Operator::Shr => left >> u32::try_from(right.min(63)).ok()?,
        Operator::And => left & right,
        Operator::Or => left | right,
        Operator::Xor => left ^ right,
    };
    Some(Constant::Int(value))
}

fn true_division(left: i64, right: i64) -> Option<f64> {
    let is_exact = right != 0 && left.unsigned_abs() <= EXACT && right.unsigned_abs() <= EXACT;
    is_exact.then(|| Number::Int(left).to_float() / Number::Int(right).to_float())
}

/// The remainder has the sign of the divisor.
fn floored_remainder(left: i64, right: i64) -> Option<i64> {
    let remainder = if right == 0 { return None } else { left.wrapping_rem(right) };
    let adjust = remainder != 0 && (remainder < 0) != (right < 0);
    Some(if adjust { remainder + right } else { remainder })
}

fn shift_left(left: i64, right: i64) -> Option<i64> {
    if left == 0 && right >= 0 {
        return Some(0);
    }
    let shifted = i128::from(left).checked_shl(u32::try_from(right).ok()?).filter(|_| right < 64)?;
    i64::try_from(shifted).ok()
}

fn of_floats(operator: Operator, left: f64, right: f64) -> Option<f64> {
    Some(match operator {
        Operator::Add => left + right,
        Operator::Sub => left - right,
        Operator::Mul => left * right,
        Operator::Div if right != 0.0 => left / right,
        Operator::Rem if right != 0.0 => float_remainder(left, right),
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
