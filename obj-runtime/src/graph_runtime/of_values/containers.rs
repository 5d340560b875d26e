//! Methods of lists, tuples, dicts and sets.

use super::{Arguments, boolean, int, nothing};
use crate::graph_runtime::contains::as_element;
use crate::graph_runtime::functions::integer;
use crate::graph_runtime::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Dict, FrozenSet, List, Sequence, Set, Tuple, position_in};

/// `None`, after something was done.
macro_rules! after {
    ($done:expr) => {{
        let _ = $done;
        nothing()
    }};
}

pub(super) const OF_LIST: [&str; 11] =
    ["append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort"];
pub(super) const OF_TUPLE: [&str; 2] = ["count", "index"];
pub(super) const OF_DICT: [&str; 10] =
    ["clear", "copy", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values"];
pub(super) const OF_SET: [&str; 17] = [
    "add",
    "clear",
    "copy",
    "difference",
    "difference_update",
    "discard",
    "intersection",
    "intersection_update",
    "isdisjoint",
    "issubset",
    "issuperset",
    "pop",
    "remove",
    "symmetric_difference",
    "symmetric_difference_update",
    "union",
    "update",
];
pub(super) const OF_FROZEN_SET: [&str; 8] =
    ["copy", "difference", "intersection", "isdisjoint", "issubset", "issuperset", "symmetric_difference", "union"];

#[track_caller]
pub(super) fn of_list(list: &Obj<List>, name: &str, arguments: Arguments<'_>) -> Option<AnyObj> {
    Some(match (name, arguments) {
        ("append", [item]) => after!(list.append((*item).clone())),
        ("extend", [items]) => after!(list.extend(items)),
        ("insert", [at, item]) => after!(list.insert(index(at), (*item).clone())),
        ("remove", [item]) => after!(list.remove(item)),
        ("pop", []) => list.pop(),
        ("pop", [at]) => list.pop_at(index(at)),
        ("index", [item]) => int(list.index(item)),
        ("index", [item, start]) => index_in(&**list, item, start, None, "list"),
        ("index", [item, start, end]) => index_in(&**list, item, start, Some(end), "list"),
        ("count", [item]) => int(list.count(item)),
        ("reverse", []) => after!(list.reverse()),
        ("clear", []) => after!(list.clear()),
        ("copy", []) => Obj::into_any(list.copy()),
        ("sort", []) => after!(list.sort()),
        _ => return None,
    })
}

#[track_caller]
pub(super) fn of_tuple(tuple: &Obj<Tuple>, name: &str, arguments: Arguments<'_>) -> Option<AnyObj> {
    Some(match (name, arguments) {
        ("index", [item]) => int(tuple.index(item)),
        ("index", [item, start]) => index_in(&**tuple, item, start, None, "tuple"),
        ("index", [item, start, end]) => index_in(&**tuple, item, start, Some(end), "tuple"),
        ("count", [item]) => int(tuple.count(item)),
        _ => return None,
    })
}

#[track_caller]
pub(super) fn of_dict(dict: &Obj<Dict>, name: &str, arguments: Arguments<'_>) -> Option<AnyObj> {
    let none = nothing;
    Some(match (name, arguments) {
        ("get", [key]) => dict.get(key).unwrap_or_else(none),
        ("get", [key, default]) => dict.get(key).unwrap_or_else(|| (*default).clone()),
        ("pop", [key]) => dict.pop(key),
        ("pop", [key, default]) => match dict.try_remove(key) {
            Ok(value) => value.unwrap_or_else(|| (*default).clone()),
            Err(error) => raise("TypeError", error),
        },
        ("setdefault", [key]) => dict.setdefault((*key).clone(), none()),
        ("setdefault", [key, default]) => dict.setdefault((*key).clone(), (*default).clone()),
        ("update", [items]) => after!(dict.update(items)),
        ("popitem", []) => {
            let (key, value) = dict.popitem();
            Obj::into_any(Obj::<Tuple>::from(vec![key, value]))
        }
        ("clear", []) => after!(dict.clear()),
        ("copy", []) => Obj::into_any(dict.copy()),
        _ => return None,
    })
}

/// The methods that sets and frozen sets have both.
macro_rules! of_either_set {
    ($set:ident, $name:ident, $arguments:ident) => {
        Some(match ($name, $arguments) {
            ("union" | "intersection" | "difference", []) => Obj::into_any($set.copy()),
            ("union" | "intersection" | "difference", [first, rest @ ..]) if !rest.is_empty() => {
                let of_one = |set: &AnyObj, items: &AnyObj| super::call(set, $name, &[items]);
                rest.iter().fold(of_one(Obj::as_any($set), first), |set, items| of_one(&set, items))
            }
            ("union", [items]) => Obj::into_any($set.union(items)),
            ("intersection", [items]) => Obj::into_any($set.intersection(items)),
            ("difference", [items]) => Obj::into_any($set.difference(items)),
            ("symmetric_difference", [items]) => Obj::into_any($set.symmetric_difference(items)),
            ("isdisjoint", [items]) => boolean($set.isdisjoint(items)),
            ("issubset", [items]) => boolean($set.issubset(items)),
            ("issuperset", [items]) => boolean($set.issuperset(items)),
            _ => return None,
        })
    };
}

#[track_caller]
pub(super) fn of_set(set: &Obj<Set>, name: &str, arguments: Arguments<'_>) -> Option<AnyObj> {
    Some(match (name, arguments) {
        ("add", [element]) => after!(set.add((*element).clone())),
        ("discard", [element]) => after!(as_element(element, |element| set.discard(element))),
        ("remove", [element]) if as_element(element, |element| set.discard(element)) => nothing(),
        ("remove", [element]) => raise("KeyError", element.repr()),
        ("pop", []) => set.pop(),
        ("clear", []) => after!(set.clear()),
        ("copy", []) => Obj::into_any(set.copy()),
        ("update", [items]) => after!(set.update(items)),
        ("intersection_update", [items]) => after!(set.intersection_update(items)),
        ("difference_update", [items]) => after!(set.difference_update(items)),
        ("symmetric_difference_update", [items]) => after!(set.symmetric_difference_update(items)),
        _ => return of_either_set!(set, name, arguments),
    })
}

#[track_caller]
pub(super) fn of_frozen_set(set: &Obj<FrozenSet>, name: &str, arguments: Arguments<'_>) -> Option<AnyObj> {
    Some(match (name, arguments) {
        ("copy", []) => Obj::into_any(set.clone()),
        _ => return of_either_set!(set, name, arguments),
    })
}

/// `list.index(item, start, end)`
#[track_caller]
fn index_in<S: Sequence + ?Sized>(items: &S, item: &AnyObj, start: &AnyObj, end: Option<&&AnyObj>, of: &str) -> AnyObj {
    let length = items.count();
    let place = |bound: &AnyObj| match index(bound) {
        at if at < 0 => length.saturating_sub(at.unsigned_abs()),
        at => at.unsigned_abs(),
    };
    let (start, end) = (place(start), end.map_or(length, |end| place(end)));
    match position_in(items, item, start..end) {
        Some(at) => int(at),
        None if of == "tuple" => raise("ValueError", "tuple.index(x): x not in tuple"),
        None => raise("ValueError", format_args!("{} is not in {of}", item.repr())),
    }
}

#[track_caller]
fn index(value: &AnyObj) -> isize {
    let number = integer(value);
    isize::try_from(number).unwrap_or(if number < 0 { isize::MIN } else { isize::MAX })
}
