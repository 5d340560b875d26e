//! Folding: operations on constants are done by the compiler, within CPython's limits.
//!
//! An integer constant is an `i64`. A result outside of it is left for run time, as are operations that
//! would fail; where failing is certain and plain to see, it is a mistake of the unit.

use super::number::{Number, arithmetic, negative};
use crate::errors::Errors;
use crate::graph_macro::syntax::{Constant, Expr, ExprKind, Operation, Unit};
use crate::graph_macro::walk::{Act, Walk};
use crate::graph_macro::words::{CompareOp, Operator, UnaryOp};

/// The longest text that folding makes.
const MAX_TEXT: usize = 4096;
/// The longest tuple that folding makes.
const MAX_TUPLE: usize = 256;
/// The most items, at any depth, of a tuple that folding makes.
const MAX_TOTAL: usize = 1024;

/// Python's integers grow; these have 64 bits.
const TOO_LARGE: &str = "the result does not fit in an int of 64 bits";

/// Folds all constants of a unit.
pub(crate) fn fold(unit: &mut Unit, errors: &mut Errors) {
    Folder { errors }.unit(unit);
}

struct Folder<'m> {
    errors: &'m mut Errors,
}

impl Walk for Folder<'_> {
    /// What is assigned to is not read: only what is inside is folded.
    fn place(&mut self, place: &mut Expr, _act: Act) {
        self.children(place);
    }

    fn expr(&mut self, expr: &mut Expr) {
        self.children(expr);
        let folded = match &mut expr.kind {
            ExprKind::Tuple(items) => all_constant(items).map(Constant::Tuple),
            ExprKind::Unary { operator: UnaryOp::Negative, operand, .. } if is_smallest(operand) => {
                let mistake = self.errors.at(expr.extent, TOO_LARGE);
                expr.kind = ExprKind::Broken(mistake);
                return;
            }
            ExprKind::Unary { operator, operand, .. } => {
                operand.constant().and_then(|constant| unary(*operator, constant))
            }
            ExprKind::Binary { .. } => return self.operations(expr),
            ExprKind::Item { base, index } => match item(base, index) {
                Ok(folded) => folded,
                Err(words) => {
                    let mistake = self.errors.at(index.extent, words);
                    expr.kind = ExprKind::Broken(mistake);
                    return;
                }
            },
            ExprKind::Compare { rest, .. } => {
                if let Some(last) =
                    rest.last_mut().filter(|last| matches!(last.operator, CompareOp::In | CompareOp::NotIn))
                {
                    membership(&mut last.right);
                }
                None
            }
            _ => None,
        };
        if let Some(constant) = folded {
            expr.kind = ExprKind::Constant(constant);
        }
    }
}

impl Folder<'_> {
    /// Constants at the beginning of a row of operators, from left to right.
    fn operations(&mut self, expr: &mut Expr) {
        let ExprKind::Binary { first, rest } = &mut expr.kind else { return };
        let constants = rest.iter().take_while(|more| more.right.constant().is_some()).count();
        let mut folded = 0;
        while folded < constants {
            let Operation { operator, right, .. } = &rest[folded];
            let (Some(left), Some(constant)) = (first.constant(), right.constant()) else { break };
            let extent = first.extent.to(right.extent);
            let wrong = division_by_zero(*operator, left, constant).map(|words| (right.extent, words));
            if let Some((place, words)) = wrong.or_else(|| Some((extent, no_int(*operator, left, constant)?))) {
                let mistake = self.errors.at(place, words);
                expr.kind = ExprKind::Broken(mistake);
                return;
            }
            let Some(result) = binary(*operator, left, constant) else { break };
            **first = Expr::new(ExprKind::Constant(result), extent);
            folded += 1;
        }
        rest.drain(..folded);
        if rest.is_empty() {
            expr.kind = first.kind.clone();
        }
    }
}

fn is_smallest(operand: &Expr) -> bool {
    matches!(operand.constant(), Some(Constant::Int(i64::MIN)))
}

/// The constants, if all items are.
fn all_constant(items: &[Expr]) -> Option<Vec<Constant>> {
    items.iter().map(|item| item.constant().cloned()).collect()
}

/// `x in [1, 2]` looks into a constant tuple, `x in {1, 2}` into a constant frozenset.
fn membership(container: &mut Expr) {
    container.kind = match &mut container.kind {
        ExprKind::List(items) => match all_constant(items) {
            Some(constants) => ExprKind::Constant(Constant::Tuple(constants)),
            None => ExprKind::Tuple(std::mem::take(items)),
        },
        ExprKind::Set(items) => match all_constant(items) {
            Some(constants) => ExprKind::Constant(Constant::FrozenSet(constants)),
            None => return,
        },
        _ => return,
    };
}

fn unary(operator: UnaryOp, operand: &Constant) -> Option<Constant> {
    match operator {
        UnaryOp::Not => Some(Constant::Bool(!operand.is_true())),
        UnaryOp::Negative => negative(Number::of(operand)?),
        UnaryOp::Positive => Some(match Number::of(operand)? {
            Number::Int(value) => Constant::Int(value),
            Number::Float(value) => Constant::Float(value),
        }),
    }
}

/// Why two integers give none.
fn no_int(operator: Operator, left: &Constant, right: &Constant) -> Option<&'static str> {
    let (Number::Int(_), Number::Int(count)) = (Number::of(left)?, Number::of(right)?) else { return None };
    let is_shift = matches!(operator, Operator::Shl | Operator::Shr);
    if is_shift && count < 0 {
        return Some("negative shift count");
    }
    let has_result = operator == Operator::Div || binary(operator, left, right).is_some();
    (!has_result).then_some(TOO_LARGE)
}

/// Python's words, if this divides by zero.
fn division_by_zero(operator: Operator, left: &Constant, right: &Constant) -> Option<&'static str> {
    let (left, right) = (Number::of(left)?, Number::of(right)?);
    if !right.is_zero() {
        return None;
    }
    match (operator, left, right) {
        (Operator::Div, Number::Int(_), Number::Int(_)) => Some("division by zero"),
        (Operator::Div, ..) => Some("float division by zero"),
        (Operator::Rem, Number::Int(_), Number::Int(_)) => Some("integer modulo by zero"),
        (Operator::Rem, ..) => Some("float modulo"),
        _ => None,
    }
}

fn binary(operator: Operator, left: &Constant, right: &Constant) -> Option<Constant> {
    if let (Constant::Bool(first), Constant::Bool(second)) = (left, right) {
        match operator {
            Operator::And => return Some(Constant::Bool(first & second)),
            Operator::Or => return Some(Constant::Bool(first | second)),
            Operator::Xor => return Some(Constant::Bool(first ^ second)),
            _ => {}
        }
    }
    match (operator, Number::of(left), Number::of(right)) {
        (_, Some(first), Some(second)) => arithmetic(operator, first, second),
        (Operator::Add, None, None) => concatenate(left, right),
        (Operator::Mul, None, Some(Number::Int(count))) => repeat(left, count),
        (Operator::Mul, Some(Number::Int(count)), None) => repeat(right, count),
        _ => None,
    }
}

fn concatenate(left: &Constant, right: &Constant) -> Option<Constant> {
    Some(match (left, right) {
        (Constant::Str(left), Constant::Str(right)) => Constant::Str(format!("{left}{right}")),
        (Constant::Bytes(left), Constant::Bytes(right)) => Constant::Bytes([&left[..], right].concat()),
        (Constant::Tuple(left), Constant::Tuple(right)) => Constant::Tuple([&left[..], right].concat()),
        _ => return None,
    })
}

fn repeat(sequence: &Constant, count: i64) -> Option<Constant> {
    let (length, most) = match sequence {
        Constant::Str(text) => (text.chars().count(), MAX_TEXT),
        Constant::Bytes(bytes) => (bytes.len(), MAX_TEXT),
        Constant::Tuple(items) => (items.len(), MAX_TUPLE),
        _ => return None,
    };
    if length == 0 {
        return Some(sequence.clone());
    }
    let count = usize::try_from(count).ok().filter(|count| *count <= most / length)?;
    match sequence {
        Constant::Str(text) => Some(Constant::Str(text.repeat(count))),
        Constant::Bytes(bytes) => Some(Constant::Bytes(bytes.repeat(count))),
        Constant::Tuple(items) if items.iter().map(Constant::total).sum::<usize>() * count <= MAX_TOTAL => {
            Some(Constant::Tuple(std::iter::repeat_n(items.clone(), count).flatten().collect()))
        }
        _ => None,
    }
}

/// The item of a constant; Python's words, if the index can never be right.
fn item(base: &Expr, index: &Expr) -> Result<Option<Constant>, String> {
    let Some(index) = index.constant() else { return Ok(None) };
    let (length, range_words, type_words) = match &base.kind {
        ExprKind::Constant(Constant::Tuple(items)) => {
            (items.len(), "tuple index out of range", "tuple indices must be integers or slices, not")
        }
        ExprKind::Tuple(items) | ExprKind::List(items)
            if items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_))) =>
        {
            return Ok(None);
        }
        ExprKind::Tuple(items) => {
            (items.len(), "tuple index out of range", "tuple indices must be integers or slices, not")
        }
        ExprKind::List(items) => {
            (items.len(), "list index out of range", "list indices must be integers or slices, not")
        }
        ExprKind::Constant(Constant::Str(text)) => {
            (text.chars().count(), "string index out of range", "string indices must be integers, not")
        }
        ExprKind::Constant(Constant::Bytes(bytes)) => {
            (bytes.len(), "index out of range", "byte indices must be integers or slices, not")
        }
        _ => return Ok(None),
    };
    let Some(Number::Int(index)) = Number::of(index) else {
        let name = index.type_name();
        let name = if type_words.starts_with("string") { format!("'{name}'") } else { name.to_owned() };
        return Err(format!("{type_words} {name}"));
    };
    let from_start = if index < 0 { i128::from(index) + length as i128 } else { i128::from(index) };
    let at = usize::try_from(from_start)
        .ok()
        .filter(|at| *at < length)
        .ok_or_else(|| format!("{range_words}; there are {length} items"))?;
    Ok(match &base.kind {
        ExprKind::Constant(Constant::Tuple(items)) => Some(items[at].clone()),
        ExprKind::Constant(Constant::Str(text)) => {
            text.chars().nth(at).map(|character| Constant::Str(character.to_string()))
        }
        ExprKind::Constant(Constant::Bytes(bytes)) => Some(Constant::Int(i64::from(bytes[at]))),
        _ => None,
    })
}

impl Constant {
    /// Whether Python takes it for true.
    pub(crate) fn is_true(&self) -> bool {
        match self {
            Self::None => false,
            Self::Bool(value) => *value,
            Self::Int(value) => *value != 0,
            Self::Float(value) => *value != 0.0,
            Self::Str(text) => !text.is_empty(),
            Self::Bytes(bytes) => !bytes.is_empty(),
            Self::Tuple(items) | Self::FrozenSet(items) => !items.is_empty(),
        }
    }

    /// The number of items at any depth, itself not counted.
    fn total(&self) -> usize {
        match self {
            Self::Tuple(items) => items.len() + items.iter().map(Self::total).sum::<usize>(),
            _ => 0,
        }
    }
}
