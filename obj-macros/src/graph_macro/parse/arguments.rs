//! The arguments that the functions of the language take: how many, and which of them by name.

use proc_macro2::Span;

use super::comprehension::refused;
use super::operators::of_builtin;
use crate::errors::{Errors, Mistake};
use crate::extent::Extent;
use crate::graph_macro::syntax::{Constant, DOUBLE_STAR, Expr, ExprKind, Keyword};
use crate::graph_macro::words::Builtin;

/// A call of a function of the language, if it has the arguments that it takes.
pub(crate) fn builtin_of(
    builtin: Builtin,
    word: Span,
    mut arguments: Vec<Expr>,
    mut keywords: Vec<Keyword>,
    extent: Extent,
    errors: &mut Errors,
) -> Result<Expr, Mistake> {
    if builtin == Builtin::Str && arguments.is_empty() && keywords.is_empty() {
        return Ok(Expr::new(ExprKind::Constant(Constant::Str(String::new())), extent));
    }
    let starred = arguments.iter().find(|argument| matches!(argument.kind, ExprKind::Starred(_)));
    if let Some(starred) = starred.filter(|_| !builtin.takes_stars()) {
        let text = format!(
            "`*` is for functions and methods that take any number of arguments; write what {}() takes one by one",
            builtin.word()
        );
        return Err(errors.at(starred.extent, text));
    }
    let names = builtin.names_by_position();
    let is_known = |keyword: &&Keyword| [names, builtin.keywords()].concat().contains(&&*keyword.name);
    if let Some(unknown) = keywords.iter().find(|keyword| !is_known(keyword)) {
        return Err(refused(unknown, builtin.word(), errors));
    }
    let wrong = if starred.is_some() { None } else { wrong_arguments(builtin, arguments.len(), &keywords) };
    if let Some(text) = wrong {
        return Err(errors.at(extent, text));
    }
    by_position(names, &mut arguments, &mut keywords);
    Ok(Expr::new(ExprKind::Builtin { builtin, word, arguments, keywords }, extent))
}

/// Lets arguments that are given by name stand where those without a name do; what is left out before them is `None`. Those that are in
/// another order than the parameters keep their names, since they are evaluated in the order of the text.
pub(super) fn by_position(names: &[&str], arguments: &mut Vec<Expr>, keywords: &mut Vec<Keyword>) {
    let places = keywords.iter().map(|keyword| place_among(names, &keyword.name));
    let Some(places) = places.collect::<Option<Vec<_>>>().filter(|places| !places.is_empty()) else { return };
    let is_in_order = places[0] >= arguments.len() && places.is_sorted();
    let absent = |place| Expr::new(ExprKind::Constant(Constant::None), place);
    if is_in_order {
        for (at, Keyword { place, value, .. }) in places.into_iter().zip(keywords.drain(..)) {
            arguments.resize_with(at, || absent(place));
            arguments.push(value);
        }
        return;
    }
    let last = places.iter().max().copied().unwrap_or(0);
    let place = keywords[0].place;
    for at in (arguments.len()..last).filter(|at| !places.contains(at)) {
        keywords.push(Keyword { name: names[at].to_owned(), place, value: absent(place) });
    }
}

/// Where an argument with this name stands.
fn place_among(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|other| *other == name)
}

/// Python's words for too few or too many arguments, or some that do not go together.
fn wrong_arguments(builtin: Builtin, given: usize, keywords: &[Keyword]) -> Option<String> {
    let (name, names) = (builtin.word(), builtin.names_by_position());
    let (least, most) = builtin.arguments().into_inner();
    let named: Vec<_> = keywords.iter().filter_map(|keyword| place_among(names, &keyword.name)).collect();
    let total = given + named.len();
    if builtin == Builtin::FromBytes && given > 2 {
        return Some(format!("from_bytes() takes at most 2 positional arguments ({given} given)"));
    }
    if matches!(builtin, Builtin::Min | Builtin::Max)
        && given > 1
        && keywords.iter().any(|keyword| keyword.name == "default")
    {
        return Some(format!("Cannot specify a default for {name}() with multiple positional arguments"));
    }
    if named.is_empty() {
        return (!builtin.arguments().contains(&given)).then(|| wrong_count(builtin, given));
    }
    if total > most {
        return Some(format!("{name}() takes at most {most} arguments ({total} given)"));
    }
    if let Some(twice) = named.iter().find(|at| **at < given) {
        let (parameter, position) = (names[*twice], twice + 1);
        return Some(format!("argument for {name}() given by name ('{parameter}') and position ({position})"));
    }
    let missing = (given..least.max(usize::from(builtin == Builtin::Int))).find(|at| !named.contains(at))?;
    Some(match (builtin, names[missing]) {
        (Builtin::Int, _) => "int() missing string argument".to_owned(),
        (_, "") => format!("{name}() takes at least {least} positional argument ({given} given)"),
        (_, parameter) => format!("{name}() missing required argument '{parameter}' (pos {})", missing + 1),
    })
}

/// The same for a method, of which some arguments kept their names.
pub(super) fn wrong_arguments_of_method(
    name: &str,
    names: &[&str],
    given: usize,
    keywords: &[Keyword],
) -> Option<String> {
    if name == "sort" && given > 0 && !keywords.is_empty() {
        return Some("sort() takes no positional arguments".to_owned());
    }
    let twice = keywords.iter().filter_map(|keyword| place_among(names, &keyword.name)).find(|at| *at < given)?;
    let (parameter, position) = (names[twice], twice + 1);
    Some(format!("argument for {name}() given by name ('{parameter}') and position ({position})"))
}

/// `dict(entries, key=value)`
pub(crate) fn dict_of(given: Vec<Expr>, keywords: Vec<Keyword>, extent: Extent) -> Expr {
    if keywords.iter().any(|keyword| keyword.name == DOUBLE_STAR) {
        let word = extent.first;
        return Expr::new(ExprKind::Builtin { builtin: Builtin::Dict, word, arguments: given, keywords }, extent);
    }
    let all = given.into_iter().map(|entries| {
        let place = entries.extent.first;
        let dict = of_builtin(Builtin::Dict, place, vec![entries], extent);
        (
            Expr::new(ExprKind::DoubleStarred(Box::new(dict)), extent),
            Expr::new(ExprKind::Constant(Constant::None), extent),
        )
    });
    let named = keywords
        .into_iter()
        .map(|Keyword { name, place, value }| (Expr::new(ExprKind::Constant(Constant::Str(name)), place), value));
    Expr::new(ExprKind::Dict(all.chain(named).collect()), extent)
}

fn wrong_count(builtin: Builtin, given: usize) -> String {
    let name = if builtin == Builtin::Getrefcount { "sys.getrefcount" } else { builtin.word() };
    let (least, most) = builtin.arguments().into_inner();
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    match (least, most) {
        (_, 0) => format!("{name}() takes no arguments ({given} given)"),
        (1, 1) => format!("{name}() takes exactly one argument ({given} given)"),
        _ if least == most => format!("{name}() takes exactly {most} arguments ({given} given)"),
        _ if given < least => format!("{name}() expected at least {least} argument{}, got {given}", plural(least)),
        _ => format!("{name}() expected at most {most} argument{}, got {given}", plural(most)),
    }
}
