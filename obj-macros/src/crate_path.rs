//! Where generated code finds the runtime.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The path of `obj-runtime` in the user's crate: `crate = path`, or the name it has by default.
#[derive(Clone, Default)]
pub(crate) struct CratePath(Option<syn::Path>);

impl CratePath {
    pub(crate) fn given(path: syn::Path) -> Self {
        Self(Some(path))
    }

    /// Brings what generated code may name into scope as `__obj`, and some of it under names of its own. The path stands
    /// there once, in an import of one name, so that a wrong one is one error.
    pub(crate) fn import(&self, names: &TokenStream) -> TokenStream {
        quote! {
            use #self::__private as __obj;
            use __obj::{#names};
        }
    }
}

impl ToTokens for CratePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.0 {
            Some(path) => path.to_tokens(tokens),
            None => quote!(::obj_runtime).to_tokens(tokens),
        }
    }
}
