//! Arithmetic on objects whose types are known when the program runs.

use crate::graph_runtime::of_values::percent;
use crate::graph_runtime::{boolean, raise};
use crate::ledger;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::number::arithmetic::{NoResult, expect, float as floats, int as integers};
use crate::values::number::tower::Number;
use crate::values::{Bool, Builtin, Dict, Float, Int};

/// An operator. The macros have a list of their own: a crate of procedural macros can export nothing else, and a crate that
/// both use, for ten names, would be one more that every program builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    Shl,
    Shr,
    BitAnd,
    BitOr,
    BitXor,
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
            Self::BitAnd => "&",
            Self::BitOr => "|",
            Self::BitXor => "^",
        }
    }
}

fn integer(object: &AnyObj) -> Option<i64> {
    match Number::of(object)? {
        Number::Int(value) => Some(value),
        Number::Float(_) => None,
    }
}

/// `left operator right`
#[track_caller]
pub(super) fn arithmetic(operator: Operator, left: &AnyObj, right: &AnyObj) -> AnyObj {
    let _attribution = ledger::attribute_to_caller();
    match result(operator, left, right) {
        Some(object) => object,
        None => unsupported(operator, "", left, right),
    }
}

/// What truths, numbers, sequences and sets give.
#[track_caller]
fn result(operator: Operator, left: &AnyObj, right: &AnyObj) -> Option<AnyObj> {
    if let (Builtin::Bool(left), Builtin::Bool(right)) = (Builtin::of(left), Builtin::of(right))
        && let Some(truth) = of_truths(operator, **left, **right)
    {
        return Some(Obj::into_any(boolean(truth)));
    }
    if let (Some(left), Some(right)) = (Number::of(left), Number::of(right)) {
        return of_numbers(operator, left, right);
    }
    match operator {
        Operator::Rem => match Builtin::of(left) {
            Builtin::Str(template) => Some(AnyObj::from(&*percent(template, right))),
            _ => None,
        },
        Operator::Add => concatenate(left, right),
        Operator::Mul => match (integer(left), integer(right)) {
            (None, Some(count)) => repeat(left, count_of(count)),
            (Some(count), None) => repeat(right, count_of(count)),
            _ => None,
        },
        _ => of_sets(operator, left, right),
    }
}

/// Operators under which truths stay truths.
fn of_truths(operator: Operator, left: bool, right: bool) -> Option<bool> {
    match operator {
        Operator::BitAnd => Some(left & right),
        Operator::BitOr => Some(left | right),
        Operator::BitXor => Some(left ^ right),
        _ => None,
    }
}

/// Operands that have no such operator, in Python's words.
#[cold]
#[track_caller]
fn unsupported(operator: Operator, equals: &str, left: &AnyObj, right: &AnyObj) -> ! {
    let (left_name, right_name) = (left.type_name(), right.type_name());
    match operator {
        Operator::Mul if is_sequence(left) => not_a_count(right_name),
        Operator::Mul if is_sequence(right) => not_a_count(left_name),
        Operator::Rem if matches!(Builtin::of(left), Builtin::Bytes(_)) => no_formatting(),
        _ => {}
    }
    let sign = operator.sign();
    raise("TypeError", format_args!("unsupported operand type(s) for {sign}{equals}: '{left_name}' and '{right_name}'"))
}

#[cold]
#[track_caller]
fn not_a_count(name: &str) -> ! {
    raise("TypeError", format_args!("can't multiply sequence by non-int of type '{name}'"))
}

#[cold]
#[track_caller]
fn no_formatting() -> ! {
    raise("TypeError", "formatting bytes with `%` is not part of the language; write `(\"…\" % a).encode()`")
}

fn is_sequence(object: &AnyObj) -> bool {
    matches!(Builtin::of(object), Builtin::Str(_) | Builtin::Bytes(_) | Builtin::Tuple(_) | Builtin::List(_))
}

fn is_set(object: &AnyObj) -> bool {
    matches!(Builtin::of(object), Builtin::Set(_) | Builtin::FrozenSet(_))
}

/// `left operator= right`: lists, sets and dicts change in place, and the result is the same object.
#[track_caller]
pub(super) fn arithmetic_in_place(operator: Operator, left: &AnyObj, right: &AnyObj) -> AnyObj {
    let _attribution = ledger::attribute_to_caller();
    if changes_in_place(operator, left, right) {
        return left.clone();
    }
    match result(operator, left, right) {
        Some(object) => object,
        None => unsupported(operator, "=", left, right),
    }
}

/// Changes a list, a set or a dict, if the operator does.
#[track_caller]
fn changes_in_place(operator: Operator, left: &AnyObj, right: &AnyObj) -> bool {
    match (Builtin::of(left), operator) {
        (Builtin::List(list), Operator::Add) => list.extend(right),
        (Builtin::List(list), Operator::Mul) => match integer(right) {
            Some(count) => list.times_in_place(count_of(count)),
            None => return false,
        },
        (Builtin::Dict(dict), Operator::BitOr) => dict.update(right),
        (Builtin::Set(set), Operator::BitOr) if is_set(right) => set.update(right),
        (Builtin::Set(set), Operator::BitAnd) if is_set(right) => set.intersection_update(right),
        (Builtin::Set(set), Operator::Sub) if is_set(right) => set.difference_update(right),
        (Builtin::Set(set), Operator::BitXor) if is_set(right) => set.symmetric_difference_update(right),
        _ => return false,
    }
    true
}

/// `-value`
#[track_caller]
pub(super) fn negative(value: &AnyObj) -> AnyObj {
    match Number::of(value) {
        Some(Number::Int(number)) => int(integers::neg(number)),
        Some(Number::Float(number)) => float(Ok(-number)),
        None => raise("TypeError", format_args!("bad operand type for unary -: '{}'", value.type_name())),
    }
}

/// `+value`: the same object, but a number for a truth.
#[track_caller]
pub(super) fn positive(value: &AnyObj) -> AnyObj {
    match Number::of(value) {
        Some(Number::Int(number)) if value.is_a::<Bool>() => int(Ok(number)),
        Some(_) => value.clone(),
        None => raise("TypeError", format_args!("bad operand type for unary +: '{}'", value.type_name())),
    }
}

#[track_caller]
fn of_numbers(operator: Operator, left: Number, right: Number) -> Option<AnyObj> {
    match (left, right) {
        (Number::Int(left), Number::Int(right)) => Some(of_ints(operator, left, right)),
        _ => Some(float(of_floats(operator, left.to_float(), right.to_float())?)),
    }
}

#[track_caller]
fn of_ints(operator: Operator, left: i64, right: i64) -> AnyObj {
    let compute = match operator {
        Operator::Add => integers::add,
        Operator::Sub => integers::sub,
        Operator::Mul => integers::mul,
        Operator::Div => return float(integers::true_div(left, right)),
        Operator::Rem => integers::modulo,
        Operator::Shl => integers::shl,
        Operator::Shr => integers::shr,
        Operator::BitAnd => integers::and,
        Operator::BitOr => integers::or,
        Operator::BitXor => integers::xor,
    };
    int(compute(left, right))
}

fn of_floats(operator: Operator, left: f64, right: f64) -> Option<Result<f64, NoResult>> {
    let compute = match operator {
        Operator::Add => floats::add,
        Operator::Sub => floats::sub,
        Operator::Mul => floats::mul,
        Operator::Div => floats::div,
        Operator::Rem => floats::modulo,
        _ => return None,
    };
    Some(compute(left, right))
}

#[track_caller]
fn concatenate(left: &AnyObj, right: &AnyObj) -> Option<AnyObj> {
    let other = right.type_name();
    let name = match (Builtin::of(left), Builtin::of(right)) {
        (Builtin::Str(left), Builtin::Str(right)) => return Some(Obj::into_any(left.plus(right))),
        (Builtin::Bytes(left), Builtin::Bytes(right)) => return Some(Obj::into_any(left.plus(right))),
        (Builtin::Tuple(left), Builtin::Tuple(right)) => return Some(Obj::into_any(left.plus(right))),
        (Builtin::List(left), Builtin::List(right)) => return Some(Obj::into_any(left.plus(right))),
        (Builtin::Bytes(_), _) => raise("TypeError", format_args!("can't concat {other} to bytes")),
        (Builtin::Str(_) | Builtin::Tuple(_) | Builtin::List(_), _) => left.type_name(),
        _ => return None,
    };
    raise("TypeError", format_args!("can only concatenate {name} (not \"{other}\") to {name}"))
}

#[track_caller]
fn repeat(sequence: &AnyObj, count: isize) -> Option<AnyObj> {
    match Builtin::of(sequence) {
        Builtin::Str(text) => Some(Obj::into_any(text.times(count))),
        Builtin::Bytes(bytes) => Some(Obj::into_any(bytes.times(count))),
        Builtin::Tuple(tuple) => Some(Obj::into_any(tuple.times(count))),
        Builtin::List(list) => Some(Obj::into_any(list.times(count))),
        _ => None,
    }
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn of_sets(operator: Operator, left: &AnyObj, right: &AnyObj) -> Option<AnyObj> {
    /// The operator as a method of a set of either kind.
    macro_rules! method_of {
        ($set:ident) => {
            Obj::into_any(match operator {
                Operator::BitOr => $set.union(right),
                Operator::BitAnd => $set.intersection(right),
                Operator::Sub => $set.difference(right),
                Operator::BitXor => $set.symmetric_difference(right),
                _ => return None,
            })
        };
    }
    match Builtin::of(left) {
        Builtin::Dict(dict) if operator == Operator::BitOr && right.is_a::<Dict>() => {
            let union = dict.copy();
            union.update(right);
            Some(Obj::into_any(union))
        }
        Builtin::Set(set) if is_set(right) => Some(method_of!(set)),
        Builtin::FrozenSet(set) if is_set(right) => Some(method_of!(set)),
        _ => None,
    }
}

fn count_of(count: i64) -> isize {
    count.try_into().unwrap_or(if count < 0 { isize::MIN } else { isize::MAX })
}

#[track_caller]
fn int(result: Result<i64, NoResult>) -> AnyObj {
    Obj::into_any(Obj::<Int>::from(expect(result)))
}

#[track_caller]
fn float(result: Result<f64, NoResult>) -> AnyObj {
    Obj::into_any(Obj::<Float>::from(expect(result)))
}
