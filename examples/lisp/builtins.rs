//! The functions that are written in Rust: lists, numbers, and what can be asked of the heap.

use obj_runtime::prelude::*;
use obj_runtime::{gc, inspect};

use crate::value::{Answer, Builtin, Call, Scope, Symbol, Value};

const BUILTINS: &[(&str, Call)] = &[
    ("cons", |values| match values {
        [first, rest] => Ok(Value::pair(first.clone(), rest.clone())),
        _ => wrong("cons", values),
    }),
    ("car", |values| match values {
        [Value::Pair(pair)] => Ok(pair.first.borrow().clone()),
        _ => wrong("car", values),
    }),
    ("cdr", |values| match values {
        [Value::Pair(pair)] => Ok(pair.rest.borrow().clone()),
        _ => wrong("cdr", values),
    }),
    ("set-cdr!", |values| match values {
        [Value::Pair(pair), rest] => Ok(pair.rest.replace(rest.clone())),
        _ => wrong("set-cdr!", values),
    }),
    ("list", |values| Ok(Value::list(values.iter().cloned()))),
    ("=", |values| Ok(truth(values.windows(2).all(|pair| pair[0] == pair[1])))),
    ("<", |values| match values {
        [Value::Number(a), Value::Number(b)] => Ok(truth(a < b)),
        _ => wrong("<", values),
    }),
    ("+", |values| fold("+", values, i64::checked_add)),
    ("-", |values| fold("-", values, i64::checked_sub)),
    ("*", |values| fold("*", values, i64::checked_mul)),
    ("print", |values| {
        values.iter().for_each(|value| println!("{value}"));
        Ok(Value::Nil)
    }),
    ("gc", |_| {
        let found = gc::collect();
        println!("{found} objects were garbage\n{}", gc::stats());
        Ok(Value::Nil)
    }),
    ("chart", |_| {
        print!("{}", chart());
        Ok(Value::Nil)
    }),
    ("explain", |values| match values {
        [Value::Pair(pair)] => show(&inspect::explain(pair)),
        [Value::Closure(closure)] => show(&inspect::explain(closure)),
        [Value::Symbol(symbol)] => show(&inspect::explain(symbol)),
        _ => wrong("explain", values),
    }),
];

/// A scope in which the functions have their names.
pub(crate) fn scope() -> Obj<Scope> {
    let scope = Obj::new(Scope::default());
    for &(name, call) in BUILTINS {
        scope.define(&Symbol::of(name), Value::Builtin(Builtin { name, call }));
    }
    scope
}

fn wrong(name: &str, values: &[Value]) -> Answer {
    let values: Vec<_> = values.iter().map(Value::to_string).collect();
    Err(format!("`{name}` cannot be asked of {}", values.join(" ")))
}

fn truth(holds: bool) -> Value {
    if holds { Value::symbol("t") } else { Value::Nil }
}

fn fold(name: &str, values: &[Value], apply: fn(i64, i64) -> Option<i64>) -> Answer {
    let numbers = values.iter().map(|value| match value {
        Value::Number(number) => Ok(*number),
        _ => wrong(name, values).map(|_| 0),
    });
    let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
    let result = numbers.into_iter().map(Some).reduce(|a, b| apply(a?, b?)).flatten();
    result.map(Value::Number).ok_or_else(|| "the number is too large".to_owned())
}

fn show(account: &inspect::Account<'_>) -> Answer {
    println!("{account}");
    Ok(Value::Nil)
}

/// A bar for each type of which objects are alive.
fn chart() -> String {
    let table = inspect::class_table();
    let most = table.rows().iter().map(|row| row.objects).max().unwrap_or(1);
    let bar = |row: &inspect::ClassRow| "█".repeat((40 * row.objects).div_ceil(most));
    table.rows().iter().map(|row| format!("{:>8} {:>6} {}\n", row.name, row.objects, bar(row))).collect()
}
