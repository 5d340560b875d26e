//! Calls of the functions that are called as a function of Rust would be.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use crate::errors::{Errors, Mistake};
use crate::extent::Extent;
use crate::graph_macro::parse::{builtin_of, dict_of};
use crate::graph_macro::syntax::{
    Callee, Clause, Comprehension, Constant, Expr, ExprKind, Keyword, Makes, Name, Places, Target,
};
use crate::graph_macro::words::{Builtin, Operator};

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

/// `map(f, a)` and `filter(f, a)`, if no name of the unit is called so: comprehensions that a function takes in.
pub(super) fn over_items(expr: &mut Expr, is_free: &dyn Fn(&str) -> bool, errors: &mut Errors) {
    let ExprKind::Call { callee: Callee::Word(name), arguments, keywords } = &mut expr.kind else { return };
    let is_map = name.text == "map";
    if !(is_map || name.text == "filter") || !is_free(&name.text) || !keywords.is_empty() || arguments.is_empty() {
        return;
    }
    let given = arguments.len();
    if is_map && given < 2 || !is_map && given != 2 {
        let text = match is_map {
            true => "map() must have at least two arguments".to_owned(),
            false => format!("filter expected 2 arguments, got {given}"),
        };
        expr.kind = ExprKind::Broken(errors.at(expr.extent, text));
        return;
    }
    let place = name.ident.span();
    let mut iterables = std::mem::take(arguments);
    let function = iterables.remove(0);
    expr.kind = each(function, iterables, is_map, place, errors).unwrap_or_else(ExprKind::Broken);
}

fn each(
    function: Expr,
    mut iterables: Vec<Expr>,
    is_map: bool,
    place: Span,
    errors: &mut Errors,
) -> Result<ExprKind, Mistake> {
    let own = (0..iterables.len()).map(|at| Name::new(&format!("__obj_{at}"), place)).collect();
    if is_map && matches!(function.kind, ExprKind::Constant(Constant::None)) {
        return Err(errors.at(function.extent, "'NoneType' object is not callable"));
    }
    let (names, value) = applied(function, own, errors)?;
    let names: Vec<_> = names.into_iter().map(|name| Expr::new(ExprKind::Name(name), place)).collect();
    let (target, iterable) = match (&names[..], iterables.len()) {
        ([only], 1) => (Target::Place(only.clone()), iterables.remove(0)),
        _ => {
            let items = names.iter().cloned().map(Target::Place).collect();
            let zip =
                ExprKind::Builtin { builtin: Builtin::Zip, word: place, arguments: iterables, keywords: Vec::new() };
            (Target::Places(Places { items, star: None, extent: place.into() }), Expr::new(zip, place))
        }
    };
    let (element, conditions) = if is_map { (value, Vec::new()) } else { (names[0].clone(), vec![value]) };
    let clauses = vec![Clause { target, iterable, conditions }];
    let made = Comprehension { makes: Makes::Items, element, value: None, clauses };
    Ok(ExprKind::Comprehension(Box::new(made)))
}

/// A function that is called with these names: those of a `lambda` are its own.
pub(super) fn applied(function: Expr, names: Vec<Name>, errors: &mut Errors) -> Result<(Vec<Name>, Expr), Mistake> {
    let extent = function.extent;
    let given = || names.iter().map(|name| Expr::new(ExprKind::Name(name.clone()), extent)).collect::<Vec<_>>();
    let call = |callee| ExprKind::Call { callee, arguments: given(), keywords: Vec::new() };
    let kind = match function.kind {
        ExprKind::Lambda { parameters, body } if parameters.len() == names.len() => return Ok((parameters, *body)),
        ExprKind::Constant(Constant::None) => return Ok((names.clone(), given().remove(0))),
        ExprKind::Name(name) => call(Callee::Word(name)),
        ExprKind::Path(path) => call(Callee::Path(path)),
        ExprKind::Attribute { base, member } => ExprKind::Method {
            base,
            method: Name::new(&member.text, member.span).ident,
            generics: TokenStream::new(),
            arguments: given(),
            keywords: Vec::new(),
        },
        _ => {
            let text = format!("a function of {} argument(s) is wanted here: its name, or `lambda x: …`", names.len());
            return Err(errors.at(extent, text));
        }
    };
    Ok((names.clone(), Expr::new(kind, extent)))
}

/// `key=a.method`, which is `key=lambda x: a.method(x)`.
pub(super) fn method_as_key(keywords: &mut [Keyword], errors: &mut Errors) {
    let Some(keyword) = keywords.iter_mut().find(|keyword| keyword.name == "key") else { return };
    if matches!(keyword.value.kind, ExprKind::Attribute { .. }) {
        let name = Name::new("__obj_x", keyword.place);
        let extent = keyword.value.extent;
        if let Ok((parameters, body)) = applied(keyword.value.clone(), vec![name], errors) {
            keyword.value = Expr::new(ExprKind::Lambda { parameters, body: Box::new(body) }, extent);
        }
    }
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
        ExprKind::Binary { first, rest } if rest.iter().all(|more| more.operator == Operator::Or) => {
            let all = std::iter::once(*first).chain(rest.into_iter().map(|more| more.right));
            let types: Result<Vec<_>, _> = all.map(|ty| types_of(ty, errors)).collect();
            Ok(types?.concat())
        }
        _ => {
            let text = "isinstance() arg 2 must be a type, a tuple of types, or a union";
            Err(errors.at(expr.extent, text))
        }
    }
}

pub(super) fn python_type(name: &str, place: Span) -> Option<TokenStream> {
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
