//! The functions that are written in Rust: lists, numbers, and what can be asked of the heap.

use obj_runtime::prelude::*;
use obj_runtime::{gc, inspect};

use crate::eval::Scope;
use crate::value::{Answer, Pair, expect, list, nil, pair};

/// A function that is written in Rust, by its name.
#[derive(Object)]
pub(crate) struct Builtin(&'static str);

const NAMES: [&str; 13] = ["cons", "car", "cdr", "set-cdr!", "list", "=", "<", "+", "-", "*", "gc", "chart", "explain"];

/// A scope in which the functions have their names.
pub(crate) fn scope() -> Obj<Scope> {
    let scope = Obj::new(Scope::default());
    for name in NAMES {
        scope.names.set_item(Str::intern(name).into(), Obj::new(Builtin(name)).into());
    }
    scope
}

impl Builtin {
    pub(crate) fn call(&self, values: &[AnyObj]) -> Answer {
        match (self.0, values) {
            ("cons", [first, rest]) => Ok(pair(first.clone(), rest.clone())),
            ("car", [list]) => Ok(expect::<Pair>(list)?.first.clone()),
            ("cdr", [list]) => Ok(expect::<Pair>(list)?.rest.borrow().clone()),
            ("set-cdr!", [list, rest]) => Ok(expect::<Pair>(list)?.rest.replace(rest.clone())),
            ("list", values) => Ok(list(values)),
            ("=", [one, other]) => Ok(truth(one == other)),
            ("<", [one, other]) => Ok(truth(expect::<Int>(one)? < expect::<Int>(other)?)),
            ("+", [one, other]) => number(one, other, i64::checked_add),
            ("-", [one, other]) => number(one, other, i64::checked_sub),
            ("*", [one, other]) => number(one, other, i64::checked_mul),
            ("gc", []) => Ok(format!("{} objects were garbage\n{}", gc::collect(), gc::stats()).into()),
            ("chart", []) => Ok(chart().into()),
            ("explain", [value]) => Ok(inspect::explain(value).to_string().into()),
            (name, _) => Err(format!("that is not how `{name}` is called")),
        }
    }
}

fn truth(holds: bool) -> AnyObj {
    if holds { Str::intern("t").into() } else { nil() }
}

fn number(one: &AnyObj, other: &AnyObj, apply: fn(i64, i64) -> Option<i64>) -> Answer {
    let number = apply(**expect::<Int>(one)?, **expect::<Int>(other)?);
    number.map(AnyObj::from).ok_or_else(|| "the number is too large".to_owned())
}

/// A bar for each type of which objects are alive.
fn chart() -> String {
    let table = inspect::class_table();
    let most = table.rows().iter().map(|row| row.objects).max().unwrap_or(1);
    let bar = |row: &inspect::ClassRow| "█".repeat((40 * row.objects).div_ceil(most));
    let lines = table.rows().iter().map(|row| format!("{:>8} {:>6} {}", row.name, row.objects, bar(row)));
    lines.collect::<Vec<_>>().join("\n")
}
