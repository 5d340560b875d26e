//! The module in which the output of a macro stands, by which it finds what is private there.

use proc_macro2::TokenStream;

use crate::fixed::tokens;

/// The module, as an expression.
pub(crate) fn module() -> TokenStream {
    tokens(
        "unsafe {
            __obj::Module::new(
                __obj::core::module_path!(),
                &[
                    __obj::core::option_env!(\"CARGO_PKG_NAME\"),
                    __obj::core::option_env!(\"CARGO_PKG_VERSION\"),
                    __obj::core::option_env!(\"CARGO_BIN_NAME\"),
                    __obj::core::option_env!(\"CARGO_TARGET_TMPDIR\"),
                ],
            )
        }",
    )
}
