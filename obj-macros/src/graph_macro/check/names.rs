//! Names: bound before they are used, not used after `del`.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};

use crate::errors::{Errors, Mistake};
use crate::extent::Extent;
use crate::graph_macro::syntax::{Callee, Expr, ExprKind, Name, Statement, Target, Unit};
use crate::graph_macro::words::is_reserved;

/// Gives each use of a name the identity of its binding. A use without binding becomes a broken expression.
pub(crate) fn names(unit: &mut Unit, errors: &mut Errors) {
    let mut scope = Scope { names: HashMap::new(), errors };
    for statement in &mut unit.statements {
        scope.statement(statement);
    }
    if let Some(value) = &mut unit.value {
        scope.expr(value);
    }
}

/// What is known of a name.
enum State {
    /// The identity of the variable: all uses take it, also those that a `macro_rules!` wrote.
    Bound(Span),
    /// Where its `del` stands.
    Deleted(Span),
    /// It may have been bound by a statement that could not be read.
    Unreadable(Mistake),
}

struct Scope<'m> {
    names: HashMap<String, State>,
    errors: &'m mut Errors,
}

impl Scope<'_> {
    fn statement(&mut self, statement: &mut Statement) {
        match statement {
            Statement::Bind { targets, value } => {
                self.expr(value);
                targets.iter_mut().for_each(|target| self.target(target));
            }
            Statement::Augment { place, value, .. } => {
                self.expr(place);
                self.expr(value);
            }
            Statement::Delete { word, places } => places.iter_mut().for_each(|place| self.delete(place, *word)),
            Statement::Assert { condition, message, .. } => {
                self.expr(condition);
                message.iter_mut().for_each(|message| self.expr(message));
            }
            Statement::Effect(expr) => self.expr(expr),
            Statement::Broken { mistake, names } => self.unreadable(*mistake, names),
        }
    }

    fn target(&mut self, target: &mut Target) {
        match target {
            Target::Place(place) => self.bind(place),
            Target::Places(places) => places.iter_mut().for_each(|place| self.bind(place)),
        }
    }

    fn bind(&mut self, place: &mut Expr) {
        let ExprKind::Name(name) = &mut place.kind else { return self.expr(place) };
        match self.names.get(&name.text) {
            Some(State::Bound(binding)) => name.resolve(*binding),
            _ => {
                self.names.insert(name.text.clone(), State::Bound(name.ident.span()));
            }
        }
    }

    fn delete(&mut self, place: &mut Expr, word: Span) {
        self.expr(place);
        if let ExprKind::Name(name) = &place.kind {
            self.names.insert(name.text.clone(), State::Deleted(word));
        }
    }

    fn expr(&mut self, expr: &mut Expr) {
        let extent = expr.extent;
        let broken = match &mut expr.kind {
            ExprKind::Name(name) => self.use_of(name, extent),
            ExprKind::Call { callee: Callee::Word(name), .. } if self.names.contains_key(&name.text) => {
                let place = name.ident.span();
                self.use_of(name, place.into())
            }
            _ => None,
        };
        expr.children_mut().into_iter().for_each(|child| self.expr(child));
        if let Some(mistake) = broken {
            expr.kind = ExprKind::Broken(mistake);
        }
    }

    /// Resolves a name, or says why it has no meaning.
    fn use_of(&mut self, name: &mut Name, place: Extent) -> Option<Mistake> {
        let text = match self.names.get(&name.text) {
            Some(State::Bound(binding)) => {
                name.resolve(*binding);
                return None;
            }
            Some(State::Unreadable(mistake)) => return Some(*mistake),
            Some(State::Deleted(word)) => {
                let at = word.start();
                format!(
                    "name '{}' is not defined; it was deleted at line {}, column {}",
                    name.text,
                    at.line,
                    at.column + 1
                )
            }
            None => format!("name '{}' is not defined; {}", name.text, hint(&name.text)),
        };
        Some(self.errors.at(place, text))
    }

    fn unreadable(&mut self, mistake: Mistake, names: &[Ident]) {
        for ident in names {
            let written = ident.to_string();
            let text = written.strip_prefix("r#").unwrap_or(&written);
            if !is_reserved(text) && !matches!(self.names.get(text), Some(State::Bound(_))) {
                self.names.insert(text.to_owned(), State::Unreadable(mistake));
            }
        }
    }
}

impl Name {
    /// Makes the name the variable that was bound with this identity; its place stays.
    fn resolve(&mut self, binding: Span) {
        self.ident.set_span(self.ident.span().resolved_at(binding));
    }
}

/// What to do about a name that was never bound.
fn hint(name: &str) -> String {
    match name {
        "true" => "write `True`".to_owned(),
        "false" => "write `False`".to_owned(),
        "null" | "nil" | "none" => "write `None`".to_owned(),
        _ => format!("bind it first, or write `rust!({name})` for a local of Rust"),
    }
}
