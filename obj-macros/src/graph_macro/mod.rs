//! `graph!`: a unit in Python's statement language, written as Rust.
//!
//! parse → names → folding → operators → literals → expansion. Each stage goes on after a mistake; all are reported in one go.

mod builtins;
mod check;
mod constants;
mod expand;
mod methods;
mod parse;
mod python;
#[cfg(any(test, fuzzing))]
pub(crate) mod random;
mod source;
mod syntax;
#[cfg(test)]
mod testing;
mod tokens;
mod walk;
mod words;

use proc_macro2::{TokenStream, TokenTree};

use crate::errors::Errors;
use source::Source;
use syntax::Unit;

/// Expands `path; statements`, where the path is that of the runtime as the unit's crate sees it.
pub(crate) fn graph(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let root =
        tokens.by_ref().take_while(|tree| !matches!(tree, TokenTree::Punct(mark) if mark.as_char() == ';')).collect();
    expand_unit(tokens.collect(), &root)
}

fn expand_unit(statements: TokenStream, root: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let source = if cfg!(feature = "trace-refs") { Source::of(&statements) } else { None };
    let unit = checked(statements, &mut errors);
    expand::expand(&unit, source.as_ref(), root, &mut errors)
}

/// The unit after all stages before expansion.
fn checked(statements: TokenStream, errors: &mut Errors) -> Unit {
    let mut unit = parse::parse(statements, errors);
    check::walrus(&mut unit);
    check::names(&mut unit, errors);
    constants::fold(&mut unit, errors);
    check::operators(&mut unit, errors);
    check::literals(&mut unit, errors);
    unit
}
