//! What is known of types without asking the compiler: literals, displays, and names bound to them.

use std::collections::HashMap;

use crate::graph_macro::syntax::{Constant, Expr, ExprKind, Makes};
use crate::graph_macro::words::{Operator, UnaryOp};

/// The name of a type in Python.
pub(super) type Word = &'static str;

/// What is known of the type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A built-in type.
    Python(Word),
    /// A handle to an object of the type that is called so in Rust.
    Object(String),
    /// The same, or `None`.
    OrNone(String),
    /// A handle to any object.
    Any,
    /// Not known yet: the value of a name whose other values are being looked at.
    Open,
}

pub(super) const NONE: Kind = Kind::Python("NoneType");

/// The names whose types are known.
#[derive(Debug, Clone, Default)]
pub(super) struct Kinds {
    pub(super) names: HashMap<String, Kind>,
}

impl Kinds {
    pub(super) fn set(&mut self, name: &str, kind: Option<Kind>) {
        match kind {
            Some(kind) => self.names.insert(name.to_owned(), kind),
            None => self.names.remove(name),
        };
    }

    /// The type of an expression, if it is known.
    pub(super) fn of(&self, expr: &Expr) -> Option<Kind> {
        Some(match &expr.kind {
            ExprKind::Constant(constant) => Kind::Python(constant.type_name()),
            ExprKind::Name(name) => return self.names.get(&name.text).cloned(),
            ExprKind::Struct(literal) => Kind::Object(literal.path.to_string()),
            ExprKind::Tuple(_) => Kind::Python("tuple"),
            ExprKind::List(_) => Kind::Python("list"),
            ExprKind::Set(_) => Kind::Python("set"),
            ExprKind::Dict(_) => Kind::Python("dict"),
            ExprKind::Compare { .. } | ExprKind::Unary { operator: UnaryOp::Not, .. } => Kind::Python("bool"),
            ExprKind::Unary { operator, operand, .. } => match self.of(operand)? {
                Kind::Python(word) => Kind::Python(sign(*operator, word).ok()??),
                other => other,
            },
            ExprKind::Binary { first, rest } => {
                let step = |left, more: &crate::graph_macro::syntax::Operation| {
                    result_of(operation, more.operator, left?, self.of(&more.right)?)
                };
                return rest.iter().fold(self.of(first), step);
            }
            ExprKind::Item { base, .. } => return item_of(&self.of(base)?),
            ExprKind::Slice { base, .. } => match self.of(base)? {
                kind @ (Kind::Python("str" | "bytes" | "list" | "tuple") | Kind::Any | Kind::Open) => kind,
                _ => return None,
            },
            ExprKind::Builtin { builtin, .. } => Kind::Python(builtin.gives()?),
            ExprKind::IsInstance { .. } => Kind::Python("bool"),
            ExprKind::Conditional { if_true, if_false, .. } => {
                let kinds = self.of(if_true).zip(self.of(if_false));
                return kinds.filter(|(one, other)| one == other).map(|(kind, _)| kind);
            }
            ExprKind::Comprehension(comprehension) => Kind::Python(match comprehension.makes {
                Makes::List | Makes::Items => "list",
                Makes::Set => "set",
                Makes::Dict => "dict",
            }),
            _ => return None,
        })
    }
}

/// What an item of a value is.
pub(super) fn item_of(kind: &Kind) -> Option<Kind> {
    Some(match kind {
        Kind::Python("str") => Kind::Python("str"),
        Kind::Python("bytes" | "range") => Kind::Python("int"),
        Kind::Python("list" | "tuple" | "dict" | "set" | "frozenset") | Kind::Any => Kind::Any,
        Kind::Open => Kind::Open,
        Kind::Python(_) | Kind::Object(_) | Kind::OrNone(_) => return None,
    })
}

/// What a value gives that is taken apart, or looped over.
pub(super) fn element_of(value: &Expr, kind: Option<&Kind>) -> Option<Kind> {
    match &value.kind {
        ExprKind::Constant(Constant::Str(_)) => Some(Kind::Python("str")),
        _ => item_of(kind?),
    }
}

/// A rule for an operator: the type of the result, if it is plain to see, or Python's words.
type Rule = fn(Operator, &str, Word, Word) -> Result<Option<Word>, String>;

/// The type of the result of an operator.
pub(super) fn result_of(rule: Rule, operator: Operator, left: Kind, right: Kind) -> Option<Kind> {
    match (left, right) {
        (Kind::Python(left), Kind::Python(right)) => rule(operator, "", left, right).ok()?.map(Kind::Python),
        (Kind::Open, _) | (_, Kind::Open) => Some(Kind::Open),
        (Kind::Any, Kind::Any | Kind::Python(_)) | (Kind::Python(_), Kind::Any) => Some(Kind::Any),
        _ => None,
    }
}

fn is_int(kind: Word) -> bool {
    matches!(kind, "int" | "bool")
}

fn is_number(kind: Word) -> bool {
    is_int(kind) || kind == "float"
}

fn is_sequence(kind: Word) -> bool {
    matches!(kind, "str" | "bytes" | "tuple" | "list")
}

fn is_set(kind: Word) -> bool {
    matches!(kind, "set" | "frozenset")
}

/// The type of `left operator right`, if it is plain to see, or Python's words.
pub(super) fn operation(operator: Operator, equals: &str, left: Word, right: Word) -> Result<Option<Word>, String> {
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
        Rem if left == "str" => Some("str"),
        Rem if left == "bytes" => {
            return Err(
                "formatting bytes with `%` is not part of the language; write `(\"…\" % a).encode()`".to_owned()
            );
        }
        _ => {
            let sign = operator.sign();
            return Err(format!("unsupported operand type(s) for {sign}{equals}: '{left}' and '{right}'"));
        }
    };
    Ok(result)
}

fn not_a_count(kind: Word) -> String {
    format!("can't multiply sequence by non-int of type '{kind}'")
}

/// The same for `left operator= right`: a list takes in what any iterable holds, and so does a dict.
pub(super) fn in_place(operator: Operator, _equals: &str, left: Word, right: Word) -> Result<Option<Word>, String> {
    match (operator, left) {
        (Operator::Add, "list") | (Operator::Or, "dict") if is_number(right) || right == "NoneType" => {
            Err(format!("'{right}' object is not iterable"))
        }
        (Operator::Add, "list") | (Operator::Or, "dict") => Ok(Some(left)),
        _ => operation(operator, "=", left, right),
    }
}

/// `-value`, `+value`
pub(super) fn sign(operator: UnaryOp, kind: Word) -> Result<Option<Word>, String> {
    let sign = if operator == UnaryOp::Negative { "-" } else { "+" };
    match kind {
        "int" | "bool" => Ok(Some("int")),
        "float" => Ok(Some("float")),
        _ => Err(format!("bad operand type for unary {sign}: '{kind}'")),
    }
}
