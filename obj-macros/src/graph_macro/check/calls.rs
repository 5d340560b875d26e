//! Arguments by name, and those of an iterable: functions of the unit and methods of built-in values take them.

use crate::errors::{Errors, Mistake};
use crate::graph_macro::methods::is_method;
use crate::graph_macro::parse::refused_by_rust;
use crate::graph_macro::syntax::{Callee, Expr, ExprKind, Statement, Target};

/// Looks at the arguments of a call, given what the parameters of a function of the unit are called.
pub(super) fn arguments(
    expr: &mut Expr,
    parameters_of: impl Fn(&str) -> Option<Vec<String>>,
    errors: &mut Errors,
) -> Option<Mistake> {
    match &mut expr.kind {
        ExprKind::Call { callee, arguments, keywords } => {
            let starred = arguments.iter().find(|argument| is_starred(argument));
            let is_plain = starred.is_none() && keywords.is_empty();
            if let Callee::Word(name) = callee
                && let Some(parameters) = parameters_of(&name.text)
            {
                if is_plain {
                    return wrong_count(&name.text, &parameters, arguments.len())
                        .map(|text| errors.at(expr.extent, text));
                }
                *callee = Callee::Function { name: name.clone(), parameters };
                return None;
            }
            if is_plain {
                return None;
            }
            starred
                .map(|starred| of_rust(starred, "function", errors))
                .or_else(|| keywords.first().map(|keyword| refused_by_rust(keyword, errors)))
        }
        ExprKind::Method { method, arguments, .. } if !is_method(&method.to_string()) => {
            let starred = arguments.iter().find(|argument| is_starred(argument))?;
            Some(of_rust(starred, "method", errors))
        }
        _ => None,
    }
}

/// Python's words for a function of the unit that is given too few or too many arguments.
fn wrong_count(name: &str, parameters: &[String], given: usize) -> Option<String> {
    let plural = |count: usize| if count == 1 { "argument" } else { "arguments" };
    let count = parameters.len();
    if given > count {
        let were = if given == 1 { "was" } else { "were" };
        return Some(format!("{name}() takes {count} positional {} but {given} {were} given", plural(count)));
    }
    let missing: Vec<_> = parameters[given..].iter().map(|name| format!("'{name}'")).collect();
    let names = match &missing[..] {
        [] => return None,
        [first, second] => format!("{first} and {second}"),
        [first @ .., last] if !first.is_empty() => format!("{}, and {last}", first.join(", ")),
        only => only.concat(),
    };
    let number = missing.len();
    Some(format!("{name}() missing {number} required positional {}: {names}", plural(number)))
}

fn is_starred(argument: &Expr) -> bool {
    matches!(argument.kind, ExprKind::Starred(_))
}

fn of_rust(starred: &Expr, what: &str, errors: &mut Errors) -> Mistake {
    let text = format!(
        "how many arguments a {what} of Rust takes is known when the unit is compiled: take the value apart before, \
         `a, b = …;`, and give it `a, b`"
    );
    errors.at(starred.extent, text)
}

/// The name of `name = lambda a: b`.
pub(super) fn name_of_function(statement: &Statement) -> Option<String> {
    let Statement::Bind { targets, value } = statement else { return None };
    match (&targets[..], &value.kind) {
        ([Target::Place(place)], ExprKind::Lambda { .. }) => Some(place.name()?.text.clone()),
        _ => None,
    }
}
