//! What the tests of the stages share.

use proc_macro2::{LineColumn, TokenStream};

use super::mistakes::Mistakes;
use super::syntax::Unit;
use super::{check, constants, parse};

/// The unit after parsing.
pub(crate) fn unit_of(source: &str, mistakes: &mut Mistakes) -> Unit {
    parse::parse(tokens_of(source), mistakes)
}

/// The unit after all stages before expansion.
pub(crate) fn checked_unit_of(source: &str, mistakes: &mut Mistakes) -> Unit {
    let mut unit = unit_of(source, mistakes);
    check::names(&mut unit, mistakes);
    constants::fold(&mut unit, mistakes);
    check::kinds(&mut unit, mistakes);
    check::literals(&mut unit, mistakes);
    unit
}

/// What is reported for a unit whose free names are all bound, but by nothing: the source text underlined, and the words.
pub(crate) fn mistakes_of(source: &str) -> Vec<(String, String)> {
    let mut mistakes = Mistakes::default();
    unit_of(source, &mut mistakes);
    told(source, &mistakes)
}

/// What all stages report.
pub(crate) fn all_mistakes_of(source: &str) -> Vec<(String, String)> {
    let mut mistakes = Mistakes::default();
    checked_unit_of(source, &mut mistakes);
    told(source, &mistakes)
}

fn told(source: &str, mistakes: &Mistakes) -> Vec<(String, String)> {
    let told = mistakes.errors().iter().map(|error| {
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

fn tokens_of(source: &str) -> TokenStream {
    source.parse().expect("tokens of Rust")
}

fn offset(source: &str, place: LineColumn) -> usize {
    let before: usize = source.split_inclusive('\n').take(place.line - 1).map(str::len).sum();
    let line = &source[before..];
    before + line.char_indices().nth(place.column).map_or(line.len(), |(at, _)| at)
}
