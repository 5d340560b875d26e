//! The sink that collects a user's mistakes, so that all are told at once.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The mistakes found so far, in the order of finding.
#[derive(Debug, Default)]
#[must_use = "mistakes that are not told"]
pub(crate) struct Errors {
    found: Vec<syn::Error>,
}

impl Errors {
    /// Notes a mistake at the user's tokens.
    pub(crate) fn error(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// Notes a mistake that has a place already, or several of them.
    pub(crate) fn push(&mut self, error: syn::Error) {
        self.found.extend(error);
    }

    /// The value, or `None` and its mistake noted.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// What the user would read.
    #[cfg(test)]
    pub(crate) fn messages(&self) -> Vec<String> {
        self.found.iter().map(ToString::to_string).collect()
    }

    /// One `compile_error!` for each mistake.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.found.iter().map(syn::Error::to_compile_error).collect()
    }
}
