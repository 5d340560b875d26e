//! What every macro hands back: its items in a scope of their own, and the user's mistakes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::crate_path::CratePath;
use crate::errors::Errors;

/// Items that name nothing of the user's by accident and are named by nothing.
pub(crate) fn in_own_scope(crate_path: &CratePath, names: &str, items: &TokenStream) -> TokenStream {
    let import = crate_path.import(names);
    quote! {
        const _: () = {
            #import
            #items
        };
    }
}

/// The mistakes, and items that can be used in spite of them: one mistake is one message.
pub(crate) fn with_mistakes(errors: Errors, items: TokenStream) -> TokenStream {
    let mut output = errors.compile_errors();
    output.extend(items);
    output
}
