//! What is never right in literals, and is seen without knowing a type.

use crate::errors::{Errors, Mistake};
use crate::extent::Extent;
use crate::graph_macro::constants::Key;
use crate::graph_macro::syntax::{Constant, Expr, ExprKind, Field, Places, Statement, Target, Unit};
use crate::graph_macro::walk::{Act, Walk};
use crate::graph_macro::words::CompareOp;

/// Checks all literals of a unit whose constants have been folded.
pub(crate) fn literals(unit: &mut Unit, errors: &mut Errors) {
    Rules { errors }.unit(unit);
}

/// What CPython's objects do without; those with items say so in other words.
const ASSIGNMENT: &str = "does not support item assignment";
const DELETION: &str = "doesn't support item deletion";
const DELETION_WITHOUT_ITEMS: &str = "does not support item deletion";

struct Rules<'m> {
    errors: &'m mut Errors,
}

impl Walk for Rules<'_> {
    fn expr(&mut self, expr: &mut Expr) {
        self.children(expr);
        match &mut expr.kind {
            ExprKind::Compare { first, rest } => self.identity(first, rest),
            ExprKind::Set(elements) => self.keys(elements.iter_mut(), "element"),
            ExprKind::Dict(entries) => self.keys(entries.iter_mut().map(|(key, _)| key), "key"),
            ExprKind::Struct(literal) => self.fields(&mut literal.fields),
            _ => {}
        }
    }

    fn place(&mut self, place: &mut Expr, act: Act) {
        self.expr(place);
        self.changed_item(place, if matches!(act, Act::Delete(_)) { DELETION } else { ASSIGNMENT });
    }

    fn statement(&mut self, statement: &mut Statement) {
        self.parts(statement);
        if let Statement::Bind { targets, value } = statement {
            for target in targets {
                if let Target::Places(places) = target {
                    self.unpacking(places, value);
                }
            }
        }
    }
}

impl Rules<'_> {
    /// `(1, 2)[0] = 3`
    fn changed_item(&mut self, place: &mut Expr, words: &str) {
        let ExprKind::Item { base, .. } = &place.kind else { return };
        let (name, instead) = match &base.kind {
            ExprKind::Tuple(_) => ("tuple", "; a list `[…]` can change"),
            ExprKind::Constant(constant @ Constant::Tuple(_)) => (constant.type_name(), "; a list `[…]` can change"),
            ExprKind::Constant(constant) => (constant.type_name(), ""),
            ExprKind::Set(_) => ("set", "; a dict `{key: value}` can"),
            _ => return,
        };
        let has_no_items = matches!(name, "int" | "float" | "bool" | "NoneType");
        let words = if has_no_items && words == DELETION { DELETION_WITHOUT_ITEMS } else { words };
        self.break_at(place, format!("'{name}' object {words}{instead}"));
    }

    /// `a, b = 1, 2, 3`
    fn unpacking(&mut self, places: &Places, value: &mut Expr) {
        let expected = places.items.len() - usize::from(places.star.is_some());
        if has_star(value) {
            return;
        }
        let given = match &value.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => items.len(),
            ExprKind::Dict(entries) => entries.len(),
            ExprKind::Constant(Constant::Tuple(items) | Constant::FrozenSet(items)) => items.len(),
            ExprKind::Constant(Constant::Str(text)) => text.chars().count(),
            ExprKind::Constant(Constant::Bytes(bytes)) => bytes.len(),
            ExprKind::Constant(constant) => {
                let name = constant.type_name();
                return self.break_at(
                    value,
                    format!("cannot unpack non-iterable {name} object; write as many values as names"),
                );
            }
            _ => return,
        };
        if given > expected && places.star.is_none() {
            self.break_at(
                value,
                format!("too many values to unpack (expected {expected}); write as many names as values"),
            );
        } else if given < expected {
            let least = if places.star.is_some() { "at least " } else { "" };
            let text = format!(
                "not enough values to unpack (expected {least}{expected}, got {given}); write as many values as names"
            );
            self.break_at(value, text);
        }
    }

    /// `x is 257`
    fn identity(&mut self, first: &Expr, rest: &[crate::graph_macro::syntax::Comparison]) {
        let mut left = first;
        for comparison in rest {
            let words = match comparison.operator {
                CompareOp::Is => Some(r#""is" with a literal. Did you mean "=="?"#),
                CompareOp::IsNot => Some(r#""is not" with a literal. Did you mean "!="?"#),
                _ => None,
            };
            let literal = [left, &comparison.right].into_iter().find(|operand| is_value_literal(operand));
            if let (Some(words), Some(literal)) = (words, literal) {
                self.errors.warn(literal.extent, words);
            }
            left = &comparison.right;
        }
    }

    /// Keys and elements must have a hash, and be there once.
    fn keys<'e>(&mut self, keys: impl Iterator<Item = &'e mut Expr>, what: &str) {
        let mut seen = std::collections::HashSet::new();
        for key in keys {
            if let Some((name, place)) = unhashable(key) {
                let instead = if name == "list" { "; write a tuple `(…)`" } else { "" };
                let mistake = self.errors.at(place, format!("unhashable type: '{name}'{instead}"));
                key.kind = ExprKind::Broken(mistake);
                continue;
            }
            let Some(constant) = key.constant().and_then(Key::of) else { continue };
            if !seen.insert(constant) {
                self.errors.warn(key.extent, format!("this {what} is there already; the later one replaces it"));
            }
        }
    }

    /// `Type { x: 1, x: 2 }`
    fn fields(&mut self, fields: &mut Vec<Field>) {
        let mut seen = std::collections::HashSet::new();
        fields.retain(|field| {
            let is_first = seen.insert(field.member.text.clone());
            if !is_first {
                let name = &field.member.text;
                self.errors.at(field.member.span, format!("keyword argument repeated: {name}; a field is given once"));
            }
            is_first
        });
    }

    fn break_at(&mut self, expr: &mut Expr, text: String) {
        let mistake: Mistake = self.errors.at(expr.extent, text);
        expr.kind = ExprKind::Broken(mistake);
    }
}

/// Whether how many items a display has is seen only when the unit runs.
fn has_star(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => {
            items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_)))
        }
        ExprKind::Dict(entries) => entries.iter().any(|(key, _)| matches!(key.kind, ExprKind::DoubleStarred(_))),
        _ => false,
    }
}

/// A literal whose identity says nothing.
fn is_value_literal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(constant) => !matches!(constant, Constant::None | Constant::Bool(_)),
        ExprKind::Tuple(_) => true,
        _ => false,
    }
}

/// The literal in a key that has no hash: the key itself, or an item of the tuple that it is.
fn unhashable(expr: &Expr) -> Option<(&'static str, Extent)> {
    match &expr.kind {
        ExprKind::List(_) => Some(("list", expr.extent)),
        ExprKind::Dict(_) => Some(("dict", expr.extent)),
        ExprKind::Set(_) => Some(("set", expr.extent)),
        ExprKind::Tuple(items) => items.iter().find_map(unhashable),
        _ => None,
    }
}
