//! The sink that collects a user's mistakes, so that one go shows all of them, each where it was made.

use std::fmt::Display;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use crate::extent::Extent;

/// A mistake that was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mistake(usize);

/// The mistakes found so far, in the order of finding.
#[derive(Debug, Default)]
#[must_use = "mistakes that are not told"]
pub(crate) struct Errors {
    found: Vec<syn::Error>,
    /// Which of them an expression stands for.
    placed: Vec<bool>,
    /// What is right, and hardly meant.
    warnings: Vec<(Extent, String)>,
}

impl Errors {
    /// Notes a mistake at the user's tokens.
    pub(crate) fn error(&mut self, tokens: impl ToTokens, message: impl Display) -> Mistake {
        self.push(syn::Error::new_spanned(tokens, message))
    }

    /// Notes a mistake from the first to the last token of a place.
    pub(crate) fn at(&mut self, place: impl Into<Extent>, message: impl Display) -> Mistake {
        self.error(place.into(), message)
    }

    /// Notes what the compiler is to warn of.
    pub(crate) fn warn(&mut self, place: impl Into<Extent>, message: impl Display) {
        self.warnings.push((place.into(), message.to_string()));
    }

    /// The warnings as items. The only one that a macro can make the compiler give is for the use of what is deprecated.
    pub(crate) fn warnings(&self) -> TokenStream {
        let warnings = self.warnings.iter().map(|(place, text)| {
            let name = Ident::new("SyntaxWarning", place.first);
            quote! {
                const _: () = {
                    #[deprecated(note = #text)]
                    #[allow(non_upper_case_globals, reason = "it is Python's name")]
                    const SyntaxWarning: () = ();
                    #name
                };
            }
        });
        warnings.collect()
    }

    /// Notes a mistake that has a place already, or several of them.
    pub(crate) fn push(&mut self, error: syn::Error) -> Mistake {
        let mistake = Mistake(self.found.len());
        self.found.extend(error);
        self.placed.resize(self.found.len(), false);
        mistake
    }

    /// The value, or `None` and its mistake noted.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// How many mistakes were found.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// The mistake as an expression. Its type is the compiler's error type, which fits everywhere: what
    /// depends on it is not reported again. Repetitions of the same error are shown once by the compiler.
    pub(crate) fn expression(&mut self, mistake: Mistake) -> TokenStream {
        self.placed[mistake.0] = true;
        self.found[mistake.0].to_compile_error()
    }

    /// One `compile_error!` for each mistake that no expression stands for.
    pub(crate) fn compile_errors(&self) -> TokenStream {
        let unplaced = self.found.iter().zip(&self.placed).filter(|(_, placed)| !**placed);
        unplaced.map(|(error, _)| error.to_compile_error()).collect()
    }
}

#[cfg(test)]
impl Errors {
    /// The warnings that the user would read.
    pub(crate) fn warned(&self) -> &[(Extent, String)] {
        &self.warnings
    }

    /// What the user would read.
    pub(crate) fn messages(&self) -> Vec<String> {
        self.found.iter().map(ToString::to_string).collect()
    }

    /// The errors with their places.
    pub(crate) fn found(&self) -> &[syn::Error] {
        &self.found
    }
}
