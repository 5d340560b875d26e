//! Code that is the same for many types, written as a text.

use proc_macro2::TokenStream;

/// The tokens of a text that is the same for many types: the compiler reads it faster than they are made one by one. Where there
/// is no compiler, in tests, it is read here.
pub(crate) fn tokens(text: &str) -> TokenStream {
    if proc_macro::is_available() {
        text.parse::<proc_macro::TokenStream>().expect("the text is code").into()
    } else {
        text.parse().expect("the text is code")
    }
}
