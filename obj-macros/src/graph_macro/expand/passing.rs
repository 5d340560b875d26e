//! A name whose value goes on to another name at the end of each run of a loop, as the newest node of a list does.
//!
//! In `for at in range(n) { node = Node { … }; …; last = node; }` nothing looks at `node` between the last statement of one run
//! and the first of the next. So `last` takes its handle instead of another one, and when the loop is over, `node` has one again.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::State;
use super::{Expander, local};
use crate::graph_macro::syntax::{Expr, ExprKind, Holds, Name, Statement, Target};
use crate::graph_macro::walk::deletes_names;
use crate::graph_macro::words::Builtin;

/// `to = from`, at the end of a loop.
pub(super) struct Passing<'b> {
    to: &'b Name,
    from: &'b Name,
}

impl Expander<'_> {
    /// What the last statement of a loop passes on, if nobody can tell it from a handle more.
    pub(super) fn passing<'b>(&self, target: &Target, iterable: &Expr, body: &'b [Statement]) -> Option<Passing<'b>> {
        let [first, between @ .., last] = body else { return None };
        let (to, value) = binding(last)?;
        let (from, made) = (value.name()?, binding(first)?);
        let is_made_anew = made.0.text == from.text && is_made_of_others(made.1, from);
        let is_counted = matches!(&iterable.kind, ExprKind::Builtin { builtin: Builtin::Range, .. });
        let is_target = target
            .places()
            .iter()
            .filter_map(|place| place.name())
            .any(|name| [&to.text, &from.text].contains(&&name.text));
        let are_alike = [to, from].iter().all(|name| self.is_variable_of_one_type(name));
        // Who follows handles is shown each of them.
        let is_watched = cfg!(feature = "trace-refs") || !self.live.functions.is_empty();
        let is_unseen = is_made_anew && is_counted && are_alike && to.text != from.text;
        (is_unseen && !is_target && !is_watched && !deletes_names(between)).then_some(Passing { to, from })
    }

    fn is_variable_of_one_type(&self, name: &Name) -> bool {
        matches!(self.live.state(name), State::Variable { holds: Holds::Alike, .. })
    }
}

impl Passing<'_> {
    /// In place of the statement.
    pub(super) fn statement(&self) -> TokenStream {
        let (to, from, passed) = (&self.to.ident, &self.from.ident, local("passed"));
        quote!(__obj::pass(&mut #to, &mut #from); #passed = true;)
    }

    /// The whole loop.
    pub(super) fn around(&self, code: &TokenStream) -> TokenStream {
        let (to, from, passed) = (&self.to.ident, &self.from.ident, local("passed"));
        quote! {
            let mut #passed = false;
            #code
            if #passed { __obj::share(&#to, &mut #from); }
        }
    }
}

/// `name = value`
fn binding(statement: &Statement) -> Option<(&Name, &Expr)> {
    match statement {
        Statement::Bind { targets, value } => match &targets[..] {
            [Target::Place(place)] => Some((place.name()?, value)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether it is an object with fields that are constants and names, among which this one is not.
fn is_made_of_others(value: &Expr, name: &Name) -> bool {
    let ExprKind::Struct(literal) = &value.kind else { return false };
    literal.fields.iter().all(|field| match &field.value.kind {
        ExprKind::Constant(_) => true,
        ExprKind::Name(other) => other.text != name.text,
        _ => false,
    })
}
