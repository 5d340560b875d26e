//! Arguments that are told apart when the unit runs: `f(*a, b=c, **d)`.

use crate::graph_runtime::as_object::{AsObject, object_of};
use crate::graph_runtime::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Builtin, Dict, Str};

/// Arguments by name, in the order in which they are given.
type Named = Vec<(AnyObj, AnyObj)>;

/// `name=value`
#[track_caller]
#[inline(never)]
pub fn add_named(named: &mut Named, function: &str, name: AnyObj, value: AnyObj) {
    if named.iter().any(|(other, _)| other.equals(&name)) {
        raise("TypeError", format_args!("{function}() got multiple values for keyword argument '{name}'"));
    }
    named.push((name, value));
}

/// `**entries`
#[track_caller]
#[inline(never)]
pub fn extend_named(named: &mut Named, function: &str, entries: &dyn AsObject) {
    let entries = object_of(entries);
    let Builtin::Dict(dict) = Builtin::of(&entries) else {
        let name = entries.type_name();
        raise("TypeError", format_args!("{function}() argument after ** must be a mapping, not {name}"))
    };
    let entries: Vec<_> = dict.items().map(|(name, value)| (name.clone(), value.clone())).collect();
    for (name, value) in entries {
        if !name.is_a::<Str>() {
            raise("TypeError", "keywords must be strings");
        }
        add_named(named, function, name, value);
    }
}

/// `dict(entries, **named)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn dict_with(entries: &dyn AsObject, named: Named) -> Obj<Dict> {
    let dict = super::dict_of(entries);
    for (name, value) in named {
        dict.set_item(name, value);
    }
    dict
}

/// What each parameter of a function of the unit takes.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn arguments<const N: usize>(
    function: &str,
    parameters: [&str; N],
    given: Vec<AnyObj>,
    named: Named,
) -> [AnyObj; N] {
    let count = given.len();
    let mut given = given.into_iter();
    let mut taken: [Option<AnyObj>; N] = std::array::from_fn(|_| given.next());
    for (name, value) in named {
        let Some(at) = parameters.iter().position(|parameter| **parameter == *name.to_string()) else {
            raise("TypeError", format_args!("{function}() got an unexpected keyword argument '{name}'"))
        };
        if taken[at].replace(value).is_some() {
            raise("TypeError", format_args!("{function}() got multiple values for argument '{name}'"));
        }
    }
    if count > N {
        let (arguments, were) = (plural(N), if count == 1 { "was" } else { "were" });
        raise("TypeError", format_args!("{function}() takes {N} positional {arguments} but {count} {were} given"));
    }
    let missing: Vec<_> = parameters
        .iter()
        .zip(&taken)
        .filter(|(_, value)| value.is_none())
        .map(|(name, _)| format!("'{name}'"))
        .collect();
    if !missing.is_empty() {
        let (number, arguments) = (missing.len(), plural(missing.len()));
        let names = in_words(&missing);
        raise("TypeError", format_args!("{function}() missing {number} required positional {arguments}: {names}"));
    }
    taken.map(|value| value.expect("none is missing"))
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "argument" } else { "arguments" }
}

/// `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`
fn in_words(names: &[String]) -> String {
    match names {
        [first, second] => format!("{first} and {second}"),
        [first @ .., last] if !first.is_empty() => format!("{}, and {last}", first.join(", ")),
        _ => names.concat(),
    }
}
