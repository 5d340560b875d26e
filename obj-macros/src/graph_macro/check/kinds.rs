//! What is known of types without asking the compiler: literals, displays, and names bound to them.
//!
//! An operator that such operands do not have is told in Python's words, which name Python's types. Of anything
//! else the compiler tells, by the names that the types have in Rust.

use std::collections::HashMap;

use crate::errors::Errors;
use crate::graph_macro::syntax::{Expr, ExprKind, Operation, Statement, Target, Unit};
use crate::graph_macro::walk::{Act, Walk};
use crate::graph_macro::words::{Builtin, Operator, UnaryOp};

/// Checks the operators of a unit.
pub(crate) fn kinds(unit: &mut Unit, errors: &mut Errors) {
    Scope { names: HashMap::new(), errors }.unit(unit);
}

/// The name of a type in Python.
type Kind = &'static str;

struct Scope<'m> {
    /// The names whose types are known.
    names: HashMap<String, Kind>,
    errors: &'m mut Errors,
}

impl Walk for Scope<'_> {
    fn expr(&mut self, expr: &mut Expr) {
        self.kind_of(expr);
    }

    fn place(&mut self, place: &mut Expr, _act: Act) {
        self.bind_place(place, None);
    }

    fn statement(&mut self, statement: &mut Statement) {
        match statement {
            Statement::Bind { targets, value } => {
                let kind = self.kind_of(value);
                targets.iter_mut().for_each(|target| self.bind(target, kind));
            }
            Statement::Augment { place, operator, value, .. } => self.augment(place, *operator, value),
            _ => self.parts(statement),
        }
    }
}

impl Scope<'_> {
    fn bind(&mut self, target: &mut Target, kind: Option<Kind>) {
        match target {
            Target::Place(place) => self.bind_place(place, kind),
            Target::Places(places) => places.iter_mut().for_each(|place| self.bind_place(place, None)),
        }
    }

    fn bind_place(&mut self, place: &mut Expr, kind: Option<Kind>) {
        let Some(name) = place.name() else { return self.children(place) };
        match kind {
            Some(kind) => self.names.insert(name.text.clone(), kind),
            None => self.names.remove(&name.text),
        };
    }

    fn augment(&mut self, place: &mut Expr, operator: Operator, value: &mut Expr) {
        let (left, right) = (self.kind_of(place), self.kind_of(value));
        let (Some(left), Some(right)) = (left, right) else { return self.bind_place(place, None) };
        let result = match in_place(operator, left, right) {
            Err(words) => {
                let mistake = self.errors.at(value.extent, words);
                value.kind = ExprKind::Broken(mistake);
                None
            }
            Ok(kind) => kind,
        };
        self.bind_place(place, result);
    }

    /// The type of an expression, if it is known. A wrong operator becomes a broken expression.
    fn kind_of(&mut self, expr: &mut Expr) -> Option<Kind> {
        match &mut expr.kind {
            ExprKind::Binary { first, rest } => {
                let mut extent = first.extent;
                let mut left = self.kind_of(first);
                for Operation { operator, right, .. } in rest {
                    extent = extent.to(right.extent);
                    let kinds = left.zip(self.kind_of(right));
                    let result = kinds.map_or(Ok(None), |(left, right)| operation(*operator, "", left, right));
                    left = match result {
                        Ok(kind) => kind,
                        Err(words) => {
                            let mistake = self.errors.at(extent, words);
                            expr.kind = ExprKind::Broken(mistake);
                            return None;
                        }
                    };
                }
                left
            }
            ExprKind::Unary { operator: operator @ (UnaryOp::Negative | UnaryOp::Positive), operand, .. } => {
                let (operator, kind) = (*operator, self.kind_of(operand)?);
                self.answer(expr, sign(operator, kind))
            }
            _ => {
                self.children(expr);
                self.plain(expr)
            }
        }
    }

    fn answer(&mut self, expr: &mut Expr, answer: Result<Option<Kind>, String>) -> Option<Kind> {
        answer.unwrap_or_else(|words| {
            let mistake = self.errors.at(expr.extent, words);
            expr.kind = ExprKind::Broken(mistake);
            None
        })
    }

    fn plain(&self, expr: &Expr) -> Option<Kind> {
        Some(match &expr.kind {
            ExprKind::Constant(constant) => constant.type_name(),
            ExprKind::Name(name) => return self.names.get(&name.text).copied(),
            ExprKind::Tuple(_) => "tuple",
            ExprKind::List(_) => "list",
            ExprKind::Set(_) => "set",
            ExprKind::Dict(_) => "dict",
            ExprKind::Compare { .. } | ExprKind::Unary { operator: UnaryOp::Not, .. } => "bool",
            ExprKind::Builtin { builtin, .. } => match builtin {
                Builtin::Id | Builtin::Refcount | Builtin::Getrefcount | Builtin::Len | Builtin::Collect => "int",
                Builtin::Hex | Builtin::Repr | Builtin::Str | Builtin::Intern => "str",
                Builtin::Print | Builtin::Type | Builtin::Weakref => return None,
            },
            _ => return None,
        })
    }
}

fn is_int(kind: Kind) -> bool {
    matches!(kind, "int" | "bool")
}

fn is_number(kind: Kind) -> bool {
    is_int(kind) || kind == "float"
}

fn is_sequence(kind: Kind) -> bool {
    matches!(kind, "str" | "bytes" | "tuple" | "list")
}

fn is_set(kind: Kind) -> bool {
    matches!(kind, "set" | "frozenset")
}

/// The type of `left operator right`, if it is plain to see, or Python's words.
fn operation(operator: Operator, equals: &str, left: Kind, right: Kind) -> Result<Option<Kind>, String> {
    use Operator::{Add, And, Div, Mul, Or, Rem, Shl, Shr, Sub, Xor};
    let result = match operator {
        Shl | Shr if is_int(left) && is_int(right) => Some("int"),
        // Of two truths a truth, else a number.
        And | Or | Xor if is_int(left) && is_int(right) => None,
        And | Or | Xor | Sub if is_set(left) && is_set(right) => Some(left),
        Or if left == "dict" && right == "dict" => Some("dict"),
        Add | Sub | Mul | Div | Rem if is_number(left) && is_number(right) => match operator {
            Div => Some("float"),
            _ if left == "float" || right == "float" => Some("float"),
            _ => Some("int"),
        },
        Add if is_sequence(left) && left == right => Some(left),
        Mul if is_sequence(left) && is_int(right) => Some(left),
        Mul if is_int(left) && is_sequence(right) => Some(right),
        Add if left == "bytes" => return Err(format!("can't concat {right} to bytes")),
        Add if is_sequence(left) => {
            return Err(format!("can only concatenate {left} (not \"{right}\") to {left}"));
        }
        Mul if is_sequence(left) => return Err(not_a_count(right)),
        Mul if is_sequence(right) => return Err(not_a_count(left)),
        Rem if left == "str" || left == "bytes" => {
            return Err("formatting with `%` is not part of the language; write `format!(…)`".to_owned());
        }
        _ => {
            let sign = operator.sign();
            return Err(format!("unsupported operand type(s) for {sign}{equals}: '{left}' and '{right}'"));
        }
    };
    Ok(result)
}

fn not_a_count(kind: Kind) -> String {
    format!("can't multiply sequence by non-int of type '{kind}'")
}

/// The same for `left operator= right`: a list takes in what any iterable holds, and so does a dict.
fn in_place(operator: Operator, left: Kind, right: Kind) -> Result<Option<Kind>, String> {
    match (operator, left) {
        (Operator::Add, "list") | (Operator::Or, "dict") if is_number(right) || right == "NoneType" => {
            Err(format!("'{right}' object is not iterable"))
        }
        (Operator::Add, "list") | (Operator::Or, "dict") => Ok(Some(left)),
        _ => operation(operator, "=", left, right),
    }
}

/// `-value`, `+value`
fn sign(operator: UnaryOp, kind: Kind) -> Result<Option<Kind>, String> {
    let sign = if operator == UnaryOp::Negative { "-" } else { "+" };
    match kind {
        "int" | "bool" => Ok(Some("int")),
        "float" => Ok(Some("float")),
        _ => Err(format!("bad operand type for unary {sign}: '{kind}'")),
    }
}
