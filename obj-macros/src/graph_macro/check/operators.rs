//! Operators that literals, displays and names of them do not have.
//!
//! An operator that such operands do not have is told in Python's words, which name Python's types. Of anything
//! else the compiler tells, by the names that the types have in Rust.

use super::holds;
use super::kinds::{Kind, Kinds, Word, element_of, in_place, operation, result_of, sign};
use crate::errors::Errors;
use crate::graph_macro::methods::{is_method, lacks};
use crate::graph_macro::syntax::{Block, BlockKind, Callee, Expr, ExprKind, Operation, Statement, Target, Unit};
use crate::graph_macro::walk::{Act, Walk};
use crate::graph_macro::words::{Operator, UnaryOp};

/// Checks the operators of a unit, and notes what its variables hold.
pub(crate) fn operators(unit: &mut Unit, errors: &mut Errors) {
    Scope { kinds: Kinds::default(), is_in_block: false, errors }.unit(unit);
}

struct Scope<'m> {
    kinds: Kinds,
    /// Whether the names that change are variables, of which is known what they hold.
    is_in_block: bool,
    errors: &'m mut Errors,
}

impl Walk for Scope<'_> {
    fn expr(&mut self, expr: &mut Expr) {
        self.checked(expr);
    }

    fn place(&mut self, place: &mut Expr, _act: Act) {
        self.bind_place(place, None);
    }

    fn statement(&mut self, statement: &mut Statement) {
        match statement {
            Statement::Bind { targets, value } => {
                let kind = self.checked(value);
                targets.iter_mut().for_each(|target| self.bind(target, value, kind.clone()));
            }
            Statement::Augment { place, operator, value, .. } => self.augment(place, *operator, value),
            Statement::Block(block) if !self.is_in_block => {
                holds::infer(block, &mut self.kinds);
                self.is_in_block = true;
                self.block(block);
                self.is_in_block = false;
            }
            Statement::Block(block) => self.block(block),
            _ => self.parts(statement),
        }
    }

    fn block(&mut self, block: &mut Block) {
        if let BlockKind::For { target, iterable, body } = &mut block.kind {
            self.expr(iterable);
            target.places_mut().into_iter().for_each(|place| self.bind_place(place, None));
            return self.statements(body);
        }
        self.block_parts(block);
    }
}

impl Scope<'_> {
    fn bind(&mut self, target: &mut Target, value: &Expr, kind: Option<Kind>) {
        match target {
            Target::Place(place) => self.bind_place(place, kind),
            Target::Places(places) => {
                let is_apart = matches!(value.kind, ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::Constant(_));
                let element = element_of(value, kind.as_ref()).filter(|_| !is_apart && places.star.is_none());
                for item in &mut places.items {
                    match item {
                        Target::Place(place) => self.bind_place(place, element.clone()),
                        inner => inner.places_mut().into_iter().for_each(|place| self.bind_place(place, None)),
                    }
                }
            }
        }
    }

    fn bind_place(&mut self, place: &mut Expr, kind: Option<Kind>) {
        let Some(name) = place.name() else {
            self.children(place);
            return self.refuse_attribute(place);
        };
        if !self.is_in_block {
            self.kinds.set(&name.text, kind);
        }
    }

    fn augment(&mut self, place: &mut Expr, operator: Operator, value: &mut Expr) {
        let (left, right) = (self.checked(place), self.checked(value));
        let (Some(left), Some(right)) = (left, right) else { return self.bind_place(place, None) };
        if let (Kind::Python(left), Kind::Python(right)) = (&left, &right)
            && let Err(words) = in_place(operator, "", left, right)
        {
            let mistake = self.errors.at(value.extent, words);
            value.kind = ExprKind::Broken(mistake);
        }
        self.bind_place(place, result_of(in_place, operator, left, right));
    }

    /// The type of an expression, if it is known. A wrong operator becomes a broken expression.
    fn checked(&mut self, expr: &mut Expr) -> Option<Kind> {
        match &mut expr.kind {
            ExprKind::Binary { first, rest } => {
                let mut extent = first.extent;
                let mut left = self.checked(first);
                for Operation { operator, right, .. } in rest {
                    extent = extent.to(right.extent);
                    let (Some(known), Some(right)) = (left.take(), self.checked(right)) else { continue };
                    if let (Kind::Python(left), Kind::Python(right)) = (&known, &right)
                        && let Err(words) = operation(*operator, "", left, right)
                    {
                        let mistake = self.errors.at(extent, words);
                        expr.kind = ExprKind::Broken(mistake);
                        return None;
                    }
                    left = result_of(operation, *operator, known, right);
                }
                left
            }
            ExprKind::Unary { operator: operator @ (UnaryOp::Negative | UnaryOp::Positive), operand, .. } => {
                let (operator, kind) = (*operator, self.checked(operand)?);
                let Kind::Python(word) = kind else { return Some(kind) };
                self.answer(expr, sign(operator, word))
            }
            ExprKind::Comprehension(comprehension) => {
                let own = comprehension.clauses.iter().flat_map(|clause| clause.target.places());
                let own: Vec<_> = own.filter_map(Expr::name).map(|name| name.text.clone()).collect();
                self.hiding(&own, |scope| scope.children(expr));
                self.kinds.of(expr)
            }
            ExprKind::Lambda { parameters, .. } => {
                let own: Vec<_> = parameters.iter().map(|name| name.text.clone()).collect();
                self.hiding(&own, |scope| scope.children(expr));
                None
            }
            _ => {
                self.children(expr);
                self.refuse_attribute(expr);
                self.refuse_call(expr);
                self.kinds.of(expr)
            }
        }
    }

    /// Attributes that no built-in value has, methods that one does not have, and those of what can be any object.
    fn refuse_attribute(&mut self, expr: &mut Expr) {
        let (base, name, is_method_of_values) = match &mut expr.kind {
            ExprKind::Attribute { base, member } => {
                let kind = self.kinds.of(base);
                member.by_name =
                    may_be_any(base, kind.as_ref()) && !member.text.starts_with(|first: char| first.is_ascii_digit());
                let Some(Kind::Python(word)) = kind else { return };
                let text = no_attribute(word, &member.text);
                let mistake = self.errors.at(expr.extent, text);
                expr.kind = ExprKind::Broken(mistake);
                return;
            }
            ExprKind::Method { base, method, .. } => (base, method.to_string(), is_method(&method.to_string())),
            _ => return,
        };
        let text = match self.kinds.of(base) {
            Some(Kind::Any) if !is_method_of_values => {
                format!(
                    "an item may be any object (`AnyObj`), which has no method `{name}`; say of what type it is: `(… as Type).{name}(…)`"
                )
            }
            Some(Kind::Python(word)) if is_method_of_values && lacks(word, &name) => {
                format!("'{word}' object has no attribute '{name}'")
            }
            _ => return,
        };
        let mistake = self.errors.at(expr.extent, text);
        expr.kind = ExprKind::Broken(mistake);
    }

    /// A call of a name that is a built-in value.
    fn refuse_call(&mut self, expr: &mut Expr) {
        let ExprKind::Call { callee: Callee::Word(name), .. } = &expr.kind else { return };
        if let Some(Kind::Python(word)) = self.kinds.names.get(&name.text) {
            let mistake = self.errors.at(name.ident.span(), format!("'{word}' object is not callable"));
            expr.kind = ExprKind::Broken(mistake);
        }
    }

    /// Looks at an expression in which names are others than outside.
    fn hiding(&mut self, names: &[String], look: impl FnOnce(&mut Self)) {
        let hidden: Vec<_> = names.iter().map(|name| self.kinds.names.remove(name)).collect();
        look(self);
        names.iter().zip(hidden).for_each(|(name, kind)| self.kinds.set(name, kind));
    }

    fn answer(&mut self, expr: &mut Expr, answer: Result<Option<Word>, String>) -> Option<Kind> {
        let word = answer.unwrap_or_else(|words| {
            let mistake = self.errors.at(expr.extent, words);
            expr.kind = ExprKind::Broken(mistake);
            None
        });
        word.map(Kind::Python)
    }
}

/// Whether a value may be any object, as far as it is known without asking the compiler.
fn may_be_any(value: &Expr, kind: Option<&Kind>) -> bool {
    match (&value.kind, kind) {
        (ExprKind::Cast { ty, .. }, _) => ty.to_string() == "AnyObj",
        (_, kind) => matches!(kind, None | Some(Kind::Any | Kind::Open | Kind::OrNone(_))),
    }
}

/// Python's words for an attribute that a built-in value does not have.
fn no_attribute(word: Word, name: &str) -> String {
    if is_method(name) {
        return format!("a method is no value here; call it: `.{name}(…)`");
    }
    format!("'{word}' object has no attribute '{name}'")
}
