//! Reading and evaluating.

use obj_runtime::prelude::*;

use crate::value::{Answer, Closure, Scope, Value};

/// The expressions of a text.
pub(crate) fn read(text: &str) -> Result<Vec<Value>, String> {
    let text = text.replace('(', " ( ").replace(')', " ) ").replace('\'', " ' ");
    let lines = text.lines().map(|line| line.split(';').next().unwrap_or_default());
    let mut words = lines.flat_map(str::split_whitespace);
    let mut expressions = Vec::new();
    while let Some(word) = words.next() {
        expressions.push(read_after(word, &mut words)?);
    }
    Ok(expressions)
}

fn read_after<'a>(word: &str, words: &mut impl Iterator<Item = &'a str>) -> Answer {
    match word {
        "(" => {
            let mut items = Vec::new();
            loop {
                match words.next().ok_or("`)` is missing")? {
                    ")" => return Ok(Value::list(items.into_iter())),
                    word => items.push(read_after(word, words)?),
                }
            }
        }
        ")" => Err("`)` without `(`".into()),
        "'" => {
            let word = words.next().ok_or("nothing is quoted")?;
            Ok(Value::list([Value::symbol("quote"), read_after(word, words)?].into_iter()))
        }
        word => Ok(word.parse().map_or_else(|_| Value::symbol(word), Value::Number)),
    }
}

/// How deep calls may nest.
const DEPTH: usize = 10_000;

/// The value of an expression. Calls in the last place take no stack: they go round the loop.
pub(crate) fn eval(expression: &Value, scope: &Obj<Scope>, depth: usize) -> Answer {
    if depth > DEPTH {
        return Err("calls are nested too deep".into());
    }
    let (mut expression, mut scope) = (expression.clone(), scope.clone());
    loop {
        let items = match &expression {
            Value::Symbol(name) => return scope.find(name),
            Value::Pair(_) => expression.items()?,
            _ => return Ok(expression),
        };
        let word = match &items[0] {
            Value::Symbol(symbol) => &*symbol.name,
            _ => "",
        };
        expression = match (word, &items[1..]) {
            ("quote", [value]) => return Ok(value.clone()),
            ("define", [Value::Symbol(name), value]) => {
                scope.define(name, eval(value, &scope, depth + 1)?);
                return Ok(Value::Symbol(name.clone()));
            }
            ("lambda", [parameters, body]) => return closure(parameters, body, &scope),
            ("if", [condition, then, other]) => match eval(condition, &scope, depth + 1)?.is_true() {
                true => then.clone(),
                false => other.clone(),
            },
            ("quote" | "define" | "lambda" | "if", _) => return Err(format!("that is not how `{word}` is written")),
            (_, arguments) => {
                let function = eval(&items[0], &scope, depth + 1)?;
                let arguments = arguments.iter().map(|argument| eval(argument, &scope, depth + 1));
                let arguments = arguments.collect::<Result<Vec<_>, _>>()?;
                match function {
                    Value::Builtin(function) => return (function.call)(&arguments),
                    Value::Closure(closure) => {
                        scope = enter(&closure, arguments)?;
                        closure.body.clone()
                    }
                    other => return Err(format!("{other} is not a function")),
                }
            }
        };
    }
}

fn closure(parameters: &Value, body: &Value, scope: &Obj<Scope>) -> Answer {
    let name = |value| match value {
        Value::Symbol(name) => Ok(name),
        other => Err(format!("{other} is not a name")),
    };
    let parameters = parameters.items()?.into_iter().map(name).collect::<Result<_, _>>()?;
    Ok(Value::Closure(Obj::new(Closure { parameters, body: body.clone(), scope: scope.clone() })))
}

/// The scope of a call.
fn enter(closure: &Obj<Closure>, arguments: Vec<Value>) -> Result<Obj<Scope>, String> {
    let (wanted, given) = (closure.parameters.len(), arguments.len());
    if wanted != given {
        return Err(format!("the function takes {wanted} arguments and was given {given}"));
    }
    let scope = Scope::inside(&closure.scope);
    closure.parameters.iter().zip(arguments).for_each(|(name, value)| scope.define(name, value));
    Ok(scope)
}
