//! `#[derive(Object)]` and `#[derive(Trace)]`: parse → model → check → implement.

mod aside;
mod cache;
mod check;
mod contents;
mod groups;
mod header;
mod implement;
mod mentions;
mod model;
mod named;
mod number;
mod parse;

use proc_macro2::TokenStream;

use aside::Aside;

use crate::errors::Errors;
use crate::options::Derive;
use crate::output::with_mistakes;

/// The implementations that make a type one of objects, or a part of one.
pub(crate) fn derive(input: TokenStream, derive: Derive) -> TokenStream {
    let mut aside = Aside::default();
    let input = match syn::parse2(input.clone()).or_else(|error| syn::parse2(aside.take(input)).map_err(|_| error)) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Errors::default();
    let item = parse::item(input, derive, &mut errors);
    let model = check::model(item, &mut errors);
    aside.put_back(with_mistakes(errors, implement::items(&model)))
}

#[cfg(test)]
mod tests;
