//! Calls of the functions that are called as a function of Rust would be.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use crate::errors::{Errors, Mistake};
use crate::extent::Extent;
use crate::graph_macro::parse::{builtin_of, dict_of};
use crate::graph_macro::syntax::{Constant, Expr, ExprKind, Keyword};
use crate::graph_macro::words::Builtin;

/// The call of a function of the language. One without arguments that makes an empty value is that value.
pub(super) fn call(
    builtin: Builtin,
    word: Span,
    mut arguments: Vec<Expr>,
    keywords: Vec<Keyword>,
    extent: Extent,
    errors: &mut Errors,
) -> Result<ExprKind, Mistake> {
    if builtin == Builtin::Dict && !keywords.is_empty() && arguments.len() < 2 {
        return Ok(dict_of(arguments, keywords, extent).kind);
    }
    if builtin == Builtin::Isinstance && arguments.len() == 2 && keywords.is_empty() {
        let types = types_of(arguments.remove(1), errors)?;
        return Ok(ExprKind::IsInstance { base: Box::new(arguments.remove(0)), types });
    }
    if arguments.is_empty()
        && keywords.is_empty()
        && let Some(empty) = empty(builtin)
    {
        return Ok(empty);
    }
    builtin_of(builtin, word, arguments, keywords, extent, errors).map(|expr| expr.kind)
}

/// What a type makes without arguments.
fn empty(builtin: Builtin) -> Option<ExprKind> {
    Some(match builtin {
        Builtin::List => ExprKind::List(Vec::new()),
        Builtin::Tuple => ExprKind::Constant(Constant::Tuple(Vec::new())),
        Builtin::Set => ExprKind::Set(Vec::new()),
        Builtin::Frozenset => ExprKind::Constant(Constant::FrozenSet(Vec::new())),
        Builtin::Dict => ExprKind::Dict(Vec::new()),
        Builtin::Int => ExprKind::Constant(Constant::Int(0)),
        Builtin::Float => ExprKind::Constant(Constant::Float(0.0)),
        Builtin::Bool => ExprKind::Constant(Constant::Bool(false)),
        Builtin::Str => ExprKind::Constant(Constant::Str(String::new())),
        Builtin::Bytes => ExprKind::Constant(Constant::Bytes(Vec::new())),
        _ => return None,
    })
}

/// The types of Rust that `int`, `Type` or `(int, Type)` names.
fn types_of(expr: Expr, errors: &mut Errors) -> Result<Vec<TokenStream>, Mistake> {
    match expr.kind {
        ExprKind::Name(name) => {
            Ok(vec![python_type(&name.text, name.ident.span()).unwrap_or(name.ident.into_token_stream())])
        }
        ExprKind::Path(path) => Ok(vec![path]),
        ExprKind::Tuple(types) => {
            let types: Result<Vec<_>, _> = types.into_iter().map(|ty| types_of(ty, errors)).collect();
            Ok(types?.concat())
        }
        _ => {
            let text = "isinstance() arg 2 must be a type, a tuple of types, or a union";
            Err(errors.at(expr.extent, text))
        }
    }
}

fn python_type(name: &str, place: Span) -> Option<TokenStream> {
    Some(match name {
        "int" => quote_spanned!(place=> __obj::types::int),
        "bool" => quote_spanned!(place=> __obj::types::bool),
        "float" => quote_spanned!(place=> __obj::types::float),
        "str" => quote_spanned!(place=> __obj::types::str),
        "bytes" => quote_spanned!(place=> __obj::types::bytes),
        "tuple" => quote_spanned!(place=> __obj::types::tuple),
        "list" => quote_spanned!(place=> __obj::types::list),
        "dict" => quote_spanned!(place=> __obj::types::dict),
        "set" => quote_spanned!(place=> __obj::types::set),
        "frozenset" => quote_spanned!(place=> __obj::types::frozenset),
        "object" => quote_spanned!(place=> __obj::types::object),
        _ => return None,
    })
}
