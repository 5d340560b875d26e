//! Where generated code finds the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use crate::fixed::tokens;

/// The path of `obj-runtime` in the user's crate: `crate = path`, or the name it has by default.
#[derive(Clone, Default)]
pub(crate) struct CratePath(Option<syn::Path>);

impl CratePath {
    pub(crate) fn given(path: syn::Path) -> Self {
        Self(Some(path))
    }

    /// Brings what generated code may name into scope as `__obj`, and some of it under names of its own. The path stands
    /// there once, in an import of one name, so that a wrong one is one error.
    pub(crate) fn import(&self, names: &str) -> TokenStream {
        let names = format!("use __obj::{{{names}}};");
        match &self.0 {
            Some(path) => {
                let names = tokens(&names);
                quote!(use #path::__private as __obj; #names)
            }
            None => tokens(&format!("use ::obj_runtime::__private as __obj; {names}")),
        }
    }
}
