//! With `trace-refs`: what a unit tells the recording under way of its text, its statements and its names.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Expander;
use super::names::{Live, State};
use crate::graph_macro::source::Source;
use crate::graph_macro::syntax::{Block, Name, Statement, Target};

/// Whether units tell. Snapshots of expansions are of units that do not.
const TELLS: bool = cfg!(all(feature = "trace-refs", not(test)));

impl Expander<'_> {
    /// What says that a statement begins, and what the names are that it has bound.
    pub(super) fn told(statement: &Statement, changes: &[Live]) -> (TokenStream, TokenStream) {
        let Some(place) = place(statement).filter(|_| TELLS) else { return Default::default() };
        let bound = changes.iter().filter(|change| change.state == State::Bound);
        let names = bound.map(|change| told_of_name(&change.name));
        (quote_spanned!(place=> __obj::statement_begins();), quote!(#(#names)*))
    }

    /// The text of the unit, and its end.
    pub(super) fn told_of_unit(source: Option<&Source>) -> (TokenStream, TokenStream) {
        if !TELLS {
            return Default::default();
        }
        let text = source.map(|Source { first_line, text }| quote!(__obj::unit_text(#first_line, #text);));
        (text.unwrap_or_default(), quote!(__obj::unit_ends();))
    }
}

/// What says that a name has its value.
pub(super) fn told_of_name(name: &Name) -> TokenStream {
    let (ident, text) = (&name.ident, &name.text);
    if TELLS { quote!((&__obj::Named(&#ident)).__obj_named(#text);) } else { TokenStream::new() }
}

/// The first token of a statement.
fn place(statement: &Statement) -> Option<Span> {
    match statement {
        Statement::Bind { targets, .. } => match targets.first()? {
            Target::Place(place) => Some(place.extent.first),
            Target::Places(places) => Some(places.extent.first),
        },
        Statement::Augment { place, .. } => Some(place.extent.first),
        Statement::Delete { word, .. }
        | Statement::Assert { word, .. }
        | Statement::Block(Block { word, .. })
        | Statement::Leave { word, .. } => Some(*word),
        Statement::Effect(expr) => Some(expr.extent.first),
        Statement::Nonlocal { names } => Some(names.first()?.ident.span()),
        Statement::Nothing | Statement::Broken { .. } => None,
    }
}
