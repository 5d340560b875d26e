//! `#[derive(Object)]` and `#[derive(Trace)]`: parse → model → check → implement.

mod aside;
mod below;
mod blame;
mod cache;
mod check;
mod contents;
mod filled_later;
mod groups;
mod header;
mod implement;
mod mentions;
mod model;
mod named;
mod number;
mod parse;
mod size;
mod twice;

use proc_macro2::{Span, TokenStream};
use syn::DeriveInput;

use aside::Aside;

use crate::errors::Errors;
use crate::options::Derive;
use crate::output::with_mistakes;

const ONE_DERIVE: &str = "`Object` makes the type a part of objects as well: write one of `Object` and `Trace`, \
    and `Trace` for what is only a part";

/// The implementations that make a type one of objects, or a part of one.
pub(crate) fn derive(input: TokenStream, derive: Derive) -> TokenStream {
    let mut aside = Aside::default();
    let input: DeriveInput =
        match syn::parse2(input.clone()).or_else(|error| syn::parse2(aside.take(input)).map_err(|_| error)) {
            Ok(input) => input,
            Err(error) => return error.to_compile_error(),
        };
    let mut errors = Errors::default();
    let is_part_already = twice::has_other(&input, derive);
    if is_part_already {
        errors.push(syn::Error::new(Span::call_site(), ONE_DERIVE));
    }
    let item = parse::item(input, derive, &mut errors);
    if let Some(ty) = size::without_size(&item) {
        errors.error(ty, size::message(ty));
        return aside.put_back(errors.compile_errors());
    }
    let model = check::model(item, &mut errors);
    aside.put_back(with_mistakes(errors, implement::items(&model, is_part_already)))
}

#[cfg(test)]
mod tests;
