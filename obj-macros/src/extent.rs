//! Places in the user's text.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

/// The first and the last token of what was written. Errors underline all of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl Extent {
    pub(crate) fn to(self, last: Extent) -> Self {
        Self { first: self.first, last: last.last }
    }
}

impl From<Span> for Extent {
    fn from(span: Span) -> Self {
        Self { first: span, last: span }
    }
}

/// Two stand-ins at the ends: `syn::Error::new_spanned` wants tokens.
impl ToTokens for Extent {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Ident::new("from", self.first).to_tokens(tokens);
        Ident::new("to", self.last).to_tokens(tokens);
    }
}
