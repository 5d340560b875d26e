//! What stands in brackets that say nothing, and in the invisible groups that `macro_rules!` puts round its fragments.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Expr, Type};

/// The expression inside of all of them.
pub(crate) fn ungrouped(expression: Expr) -> Expr {
    match expression {
        Expr::Group(group) => ungrouped(*group.expr),
        Expr::Paren(group) => ungrouped(*group.expr),
        expression => expression,
    }
}

/// The type inside of all of them.
pub(crate) fn ungrouped_type(ty: Type) -> Type {
    match ty {
        Type::Group(group) => ungrouped_type(*group.elem),
        Type::Paren(group) => ungrouped_type(*group.elem),
        ty => ty,
    }
}

/// Tokens that are all in such a group, without it.
pub(crate) fn in_the_open(tokens: TokenStream) -> TokenStream {
    let mut trees = tokens.clone().into_iter();
    match (trees.next(), trees.next()) {
        (Some(TokenTree::Group(group)), None)
            if matches!(group.delimiter(), Delimiter::None | Delimiter::Parenthesis) =>
        {
            in_the_open(group.stream())
        }
        _ => tokens,
    }
}
