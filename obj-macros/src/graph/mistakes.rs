//! The mistakes found in a unit. Each is reported once, where it was made.

use proc_macro2::TokenStream;

use super::syntax::Extent;

/// A mistake that was reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mistake(usize);

/// Collects what is wrong, so that one go shows all of it.
#[derive(Debug, Default)]
pub(crate) struct Mistakes {
    errors: Vec<syn::Error>,
    /// Which of them the expansion has put in the place of an expression.
    placed: Vec<bool>,
}

impl Mistakes {
    /// Reports a mistake at the tokens of `extent`.
    pub(crate) fn add(&mut self, extent: impl Into<Extent>, text: impl std::fmt::Display) -> Mistake {
        self.add_error(syn::Error::new_spanned(extent.into(), text))
    }

    /// Reports what the parser of Rust said.
    pub(crate) fn add_error(&mut self, error: syn::Error) -> Mistake {
        self.errors.push(error);
        self.placed.push(false);
        Mistake(self.errors.len() - 1)
    }

    /// The mistake as an expression. Its type is the compiler's error type, which fits everywhere: what
    /// depends on it is not reported again. Repetitions of the same error are shown once by the compiler.
    pub(crate) fn expression(&mut self, mistake: Mistake) -> TokenStream {
        self.placed[mistake.0] = true;
        self.errors[mistake.0].to_compile_error()
    }

    /// The mistakes that no expression stands for.
    pub(crate) fn rest(&self) -> TokenStream {
        let unplaced = self.errors.iter().zip(&self.placed).filter(|(_, placed)| !**placed);
        unplaced.map(|(error, _)| error.to_compile_error()).collect()
    }

    /// How many mistakes were found.
    pub(crate) fn count(&self) -> usize {
        self.errors.len()
    }

    /// The texts, in the order in which they were found.
    #[cfg(test)]
    pub(crate) fn texts(&self) -> Vec<String> {
        self.errors.iter().map(ToString::to_string).collect()
    }

    /// The errors, in the order in which they were found.
    #[cfg(test)]
    pub(crate) fn errors(&self) -> &[syn::Error] {
        &self.errors
    }
}
