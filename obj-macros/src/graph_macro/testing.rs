//! What the tests of the stages share.

use proc_macro2::{LineColumn, TokenStream};

use super::parse;
use crate::errors::Errors;
use crate::graph_macro::syntax::Unit;

/// The unit after parsing.
pub(crate) fn unit_of(source: &str, errors: &mut Errors) -> Unit {
    parse::parse(tokens_of(source), errors)
}

/// The unit after all stages before expansion.
pub(crate) fn checked_unit_of(source: &str, errors: &mut Errors) -> Unit {
    super::checked(tokens_of(source), errors)
}

/// What is reported for a unit whose free names are all bound, but by nothing: the source text underlined, and the words.
pub(crate) fn mistakes_of(source: &str) -> Vec<(String, String)> {
    let mut errors = Errors::default();
    unit_of(source, &mut errors);
    told(source, &errors)
}

/// What all stages report.
pub(crate) fn all_mistakes_of(source: &str) -> Vec<(String, String)> {
    let mut errors = Errors::default();
    checked_unit_of(source, &mut errors);
    told(source, &errors)
}

fn told(source: &str, errors: &Errors) -> Vec<(String, String)> {
    let told = errors.found().iter().map(|error| {
        let first = error.span().start();
        let last = last_of(error);
        (source[offset(source, first)..offset(source, last)].to_owned(), error.to_string())
    });
    told.collect()
}

/// Where an error ends: the second span of its `compile_error!`.
fn last_of(error: &syn::Error) -> LineColumn {
    let last = error.to_compile_error().into_iter().last().expect("an invocation");
    last.span().end()
}

pub(crate) fn tokens_of(source: &str) -> TokenStream {
    source.parse().expect("tokens of Rust")
}

fn offset(source: &str, place: LineColumn) -> usize {
    let before: usize = source.split_inclusive('\n').take(place.line - 1).map(str::len).sum();
    let line = &source[before..];
    before + line.char_indices().nth(place.column).map_or(line.len(), |(at, _)| at)
}
