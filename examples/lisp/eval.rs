//! From values to their values: names, special forms and calls.

use obj_runtime::prelude::*;

use crate::builtins::Builtin;
use crate::value::{Answer, Pair, expect, is_true, items};

/// Names with their values. A function that is defined in a scope holds it, and it the function: a cycle.
#[derive(Object, Default)]
pub(crate) struct Scope {
    pub(crate) names: Obj<Dict>,
    outer: Option<Obj<Scope>>,
}

impl Scope {
    fn find(&self, name: &AnyObj) -> Answer {
        match (self.names.get(name), &self.outer) {
            (Some(value), _) => Ok(value),
            (None, Some(outer)) => outer.find(name),
            (None, None) => Err(format!("{name} is not defined")),
        }
    }
}

/// A function with the scope in which it was made.
#[derive(Object)]
struct Closure {
    parameters: Vec<AnyObj>,
    body: AnyObj,
    scope: Obj<Scope>,
}

impl Closure {
    /// The scope of a call.
    fn enter(&self, arguments: Vec<AnyObj>) -> Result<Obj<Scope>, String> {
        if arguments.len() != self.parameters.len() {
            return Err(format!("arguments expected: {}, given: {}", self.parameters.len(), arguments.len()));
        }
        let names = self.parameters.iter().zip(arguments).collect();
        Ok(Obj::new(Scope { names, outer: Some(self.scope.clone()) }))
    }
}

/// How deep calls may nest.
const DEPTH: usize = 10_000;

/// The value of an expression. Calls in the last place take no stack: they go round the loop.
pub(crate) fn eval(expression: &AnyObj, scope: &Obj<Scope>, depth: usize) -> Answer {
    if depth > DEPTH {
        return Err("calls are nested too deep".into());
    }
    let (mut expression, mut scope) = (expression.clone(), scope.clone());
    loop {
        if !expression.is_a::<Pair>() {
            return if expression.is_a::<Str>() { scope.find(&expression) } else { Ok(expression) };
        }
        let items = items(&expression)?;
        let value = |expression| eval(expression, &scope, depth + 1);
        let word = items[0].downcast_ref::<Str>().map_or("", |word| word);
        expression = match (word, &items[1..]) {
            ("quote", [quoted]) => return Ok(quoted.clone()),
            ("define", [name, defined]) => {
                scope.names.set_item(expect::<Str>(name)?.into(), value(defined)?);
                return Ok(name.clone());
            }
            ("lambda", [parameters, body]) => return lambda(parameters, body, &scope),
            ("if", [condition, then, other]) => if is_true(&value(condition)?) { then } else { other }.clone(),
            ("quote" | "define" | "lambda" | "if", _) => return Err(format!("that is not how `{word}` is written")),
            (_, arguments) => {
                let function = value(&items[0])?;
                let arguments = arguments.iter().map(value).collect::<Result<Vec<_>, _>>()?;
                if let Some(builtin) = function.downcast_ref::<Builtin>() {
                    return builtin.call(&arguments);
                }
                let closure = expect::<Closure>(&function)?;
                scope = closure.enter(arguments)?;
                closure.body.clone()
            }
        };
    }
}

fn lambda(parameters: &AnyObj, body: &AnyObj, scope: &Obj<Scope>) -> Answer {
    let parameters = items(parameters)?;
    parameters.iter().try_for_each(|name| expect::<Str>(name).map(drop))?;
    Ok(Obj::new(Closure { parameters, body: body.clone(), scope: scope.clone() }).into())
}
