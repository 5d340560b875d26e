//! The macros of `obj-runtime`. Depend on that crate; it re-exports everything here.

mod crate_path;
mod derive;
mod errors;
mod names;
mod options;
mod output;

use proc_macro::TokenStream;

use crate::options::Derive;

/// TODO-docs
#[proc_macro_derive(Object, attributes(object))]
pub fn derive_object(input: TokenStream) -> TokenStream {
    derive::derive(input.into(), Derive::Object).into()
}

/// TODO-docs
#[proc_macro_derive(Trace, attributes(object))]
pub fn derive_trace(input: TokenStream) -> TokenStream {
    derive::derive(input.into(), Derive::Trace).into()
}
