//! What stands below a derive may change what the derive has seen.

use proc_macro::TokenStream;

/// Its arguments are written in place of the item.
#[proc_macro_attribute]
pub fn becomes(instead: TokenStream, _item: TokenStream) -> TokenStream {
    instead
}

/// The item is gone.
#[proc_macro_attribute]
pub fn gone(_arguments: TokenStream, _item: TokenStream) -> TokenStream {
    TokenStream::new()
}
