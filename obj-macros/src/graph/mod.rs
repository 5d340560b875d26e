//! `graph!`: a unit in Python's statement language, written as Rust.
//!
//! parse → names → folding → operators → literals → expansion. Each stage goes on after a mistake; all are reported in one go.

mod check;
mod constants;
mod expand;
mod mistakes;
mod parse;
mod syntax;
#[cfg(test)]
mod testing;
mod tokens;
mod words;

use proc_macro2::{TokenStream, TokenTree};

use mistakes::Mistakes;

/// Expands `path; statements`, where the path is that of the runtime as the unit's crate sees it.
pub(crate) fn graph(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let root =
        tokens.by_ref().take_while(|tree| !matches!(tree, TokenTree::Punct(mark) if mark.as_char() == ';')).collect();
    expand_unit(tokens.collect(), &root)
}

fn expand_unit(statements: TokenStream, root: &TokenStream) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let mut unit = parse::parse(statements, &mut mistakes);
    check::names(&mut unit, &mut mistakes);
    constants::fold(&mut unit, &mut mistakes);
    check::kinds(&mut unit, &mut mistakes);
    check::literals(&mut unit, &mut mistakes);
    expand::expand(&unit, root, &mut mistakes)
}
