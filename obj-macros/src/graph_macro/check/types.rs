//! Types of Python as values, and what is asked of them: `type(a) is int`, `str.lower(a)`, `dict.fromkeys(a)`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::functions::{applied, method_as_key, python_type};
use crate::errors::{Errors, Mistake};
use crate::graph_macro::methods::is_method;
use crate::graph_macro::parse::builtin_of;
use crate::graph_macro::syntax::{Expr, ExprKind, Name};
use crate::graph_macro::words::Builtin;

/// Lets a name that is bound to nothing be the type that it names, where one is wanted.
pub(super) fn resolve(expr: &mut Expr, is_free: &dyn Fn(&str) -> bool, errors: &mut Errors) {
    let extent = expr.extent;
    let made = match &mut expr.kind {
        ExprKind::Name(name) => type_named(name, is_free).map(|ty| Ok(value_of(&ty, name.ident.span()))),
        ExprKind::Attribute { base, member } => {
            let (of, name) = (free_type(base, is_free), member.text.clone());
            of.map(|of| match is_method(&name) {
                true => method_as_value(expr, errors),
                false => Err(errors.at(extent, format!("type object '{of}' has no attribute '{name}' here"))),
            })
        }
        ExprKind::Method { base, method, arguments, keywords, .. } => {
            method_as_key(keywords, errors);
            let word = method.span();
            match free_type(base, is_free).map(|of| (Builtin::of_type(&of, &method.to_string()), of)) {
                Some((Some(builtin), _)) => {
                    let (arguments, keywords) = (std::mem::take(arguments), std::mem::take(keywords));
                    Some(builtin_of(builtin, word, arguments, keywords, extent, errors).map(|call| call.kind))
                }
                Some((None, of)) => {
                    method_of_type(base, &of, &method.to_string(), arguments, word, errors).err().map(Err)
                }
                None => None,
            }
        }
        ExprKind::Builtin { keywords, .. } | ExprKind::Call { keywords, .. } => {
            method_as_key(keywords, errors);
            None
        }
        ExprKind::Compare { first, rest } => {
            let others = rest.iter_mut().map(|more| &mut more.right);
            types_compared(std::iter::once(&mut **first).chain(others).collect(), is_free);
            None
        }
        _ => None,
    };
    if let Some(made) = made {
        expr.kind = made.unwrap_or_else(ExprKind::Broken);
    }
}

/// `str.lower`, which is `lambda x: x.lower()`.
fn method_as_value(method: &Expr, errors: &mut Errors) -> Result<ExprKind, Mistake> {
    let name = Name::new("__obj_x", method.extent.last);
    let (parameters, body) = applied(method.clone(), vec![name], errors)?;
    Ok(ExprKind::Lambda { parameters, body: Box::new(body) })
}

/// `str.lower(a)`, which is `a.lower()`.
fn method_of_type(
    base: &mut Expr,
    of: &str,
    name: &str,
    arguments: &mut Vec<Expr>,
    word: Span,
    errors: &mut Errors,
) -> Result<(), Mistake> {
    if !is_method(name) {
        return Err(errors.at(word, format!("type object '{of}' has no attribute '{name}' here")));
    }
    if arguments.is_empty() {
        return Err(errors.at(word, format!("unbound method {of}.{name}() needs an argument")));
    }
    *base = arguments.remove(0);
    Ok(())
}

/// Names of types of Rust beside `type(a)`.
fn types_compared(operands: Vec<&mut Expr>, is_free: &dyn Fn(&str) -> bool) {
    let is_type = |operand: &Expr| matches!(operand.kind, ExprKind::Builtin { builtin: Builtin::Type, .. });
    if !operands.iter().any(|operand| is_type(operand)) {
        return;
    }
    for operand in operands {
        let place = operand.extent.first;
        match &mut operand.kind {
            ExprKind::Name(name) if is_free(&name.text) && type_named(name, is_free).is_none() => {
                operand.kind = value_of(&name.ident.to_token_stream(), place);
            }
            ExprKind::Path(path) => operand.kind = value_of(path, place),
            _ => {}
        }
    }
}

fn value_of(ty: &TokenStream, place: Span) -> ExprKind {
    ExprKind::Path(quote_spanned!(place=> __obj::type_value::<#ty>()))
}

fn type_named(name: &Name, is_free: &dyn Fn(&str) -> bool) -> Option<TokenStream> {
    python_type(&name.text, name.ident.span()).filter(|_| is_free(&name.text))
}

/// Python's name of the type that this is.
fn free_type(base: &Expr, is_free: &dyn Fn(&str) -> bool) -> Option<String> {
    let name = base.name()?;
    type_named(name, is_free).map(|_| name.text.clone())
}
