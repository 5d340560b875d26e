//! Names: bound before they are used, not used after `del`.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};

use crate::errors::{Errors, Mistake};
use crate::extent::Extent;
use crate::graph_macro::syntax::{Callee, Expr, ExprKind, Name, Unit};
use crate::graph_macro::walk::{Act, Walk};
use crate::graph_macro::words::is_reserved;

/// Gives each use of a name the identity of its binding. A use without binding becomes a broken expression.
pub(crate) fn names(unit: &mut Unit, errors: &mut Errors) {
    Scope { names: HashMap::new(), errors }.unit(unit);
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

impl Walk for Scope<'_> {
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
        self.children(expr);
        if let Some(mistake) = broken {
            expr.kind = ExprKind::Broken(mistake);
        }
    }

    fn place(&mut self, place: &mut Expr, act: Act) {
        match (&mut place.kind, act) {
            (ExprKind::Name(name), Act::Assign) => self.bind(name),
            _ => self.expr(place),
        }
        if let (ExprKind::Name(name), Act::Delete(word)) = (&place.kind, act) {
            self.names.insert(name.text.clone(), State::Deleted(word));
        }
    }

    fn broken(&mut self, mistake: Mistake, names: &[Ident]) {
        for ident in names {
            let written = ident.to_string();
            let text = written.strip_prefix("r#").unwrap_or(&written);
            if !is_reserved(text) && !matches!(self.names.get(text), Some(State::Bound(_))) {
                self.names.insert(text.to_owned(), State::Unreadable(mistake));
            }
        }
    }
}

impl Scope<'_> {
    fn bind(&mut self, name: &mut Name) {
        match self.names.get(&name.text) {
            Some(State::Bound(binding)) => name.resolve(*binding),
            _ => {
                self.names.insert(name.text.clone(), State::Bound(name.ident.span()));
            }
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
