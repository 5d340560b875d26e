//! What the language is made of: values, pairs, closures and scopes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;

use obj_runtime::prelude::*;

/// What an evaluation returns.
pub(crate) type Answer = Result<Value, String>;

/// What a function that is written in Rust does.
pub(crate) type Call = fn(&[Value]) -> Answer;

/// A function that is written in Rust.
#[derive(Trace, Clone, Copy)]
pub(crate) struct Builtin {
    pub(crate) name: &'static str,
    pub(crate) call: Call,
}

impl PartialEq for Builtin {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A value. It is a part, not an object: numbers and functions are stored where they are used.
#[derive(Trace, Clone, PartialEq)]
pub(crate) enum Value {
    Nil,
    Number(i64),
    Symbol(Obj<Symbol>),
    Pair(Obj<Pair>),
    Closure(Obj<Closure>),
    Builtin(Builtin),
}

/// A name. Equal names are one object, so scopes find them by address.
#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
pub(crate) struct Symbol {
    pub(crate) name: Obj<Str>,
}

/// Two values; a list is a pair of its first value and the rest. `set-car!` may make circles of them.
#[derive(Object, PartialEq)]
pub(crate) struct Pair {
    pub(crate) first: RefCell<Value>,
    pub(crate) rest: RefCell<Value>,
}

/// A function with the scope in which it was made.
#[derive(Object)]
pub(crate) struct Closure {
    pub(crate) parameters: Vec<Obj<Symbol>>,
    pub(crate) body: Value,
    pub(crate) scope: Obj<Scope>,
}

/// Functions are equal if they are one.
impl PartialEq for Closure {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Names with their values. A function that is defined in a scope holds it, and it the function: a cycle.
#[derive(Object, Default)]
pub(crate) struct Scope {
    pub(crate) names: RefCell<HashMap<Obj<Symbol>, Value>>,
    pub(crate) outer: Option<Obj<Scope>>,
}

impl Symbol {
    pub(crate) fn of(name: &str) -> Obj<Symbol> {
        Obj::new(Symbol { name: name.into() })
    }
}

impl Scope {
    pub(crate) fn inside(outer: &Obj<Scope>) -> Obj<Scope> {
        Obj::new(Scope { names: RefCell::default(), outer: Some(outer.clone()) })
    }

    pub(crate) fn define(&self, name: &Obj<Symbol>, value: Value) {
        let earlier = self.names.borrow_mut().insert(name.clone(), value);
        drop(earlier);
    }

    pub(crate) fn find(&self, name: &Obj<Symbol>) -> Answer {
        match (self.names.borrow().get(name), &self.outer) {
            (Some(value), _) => Ok(value.clone()),
            (None, Some(outer)) => outer.find(name),
            (None, None) => Err(format!("{} is not defined", name.name)),
        }
    }
}

impl Value {
    pub(crate) fn symbol(name: &str) -> Value {
        Value::Symbol(Symbol::of(name))
    }

    pub(crate) fn pair(first: Value, rest: Value) -> Value {
        Value::Pair(Obj::new(Pair { first: RefCell::new(first), rest: RefCell::new(rest) }))
    }

    pub(crate) fn list(values: impl DoubleEndedIterator<Item = Value>) -> Value {
        values.rev().fold(Value::Nil, |rest, first| Value::pair(first, rest))
    }

    pub(crate) fn is_true(&self) -> bool {
        *self != Value::Nil
    }

    /// The values of a list.
    pub(crate) fn items(&self) -> Result<Vec<Value>, String> {
        let (mut items, mut rest) = (Vec::new(), self.clone());
        while let Value::Pair(pair) = rest {
            items.push(pair.first.borrow().clone());
            rest = pair.rest.borrow().clone();
        }
        if rest == Value::Nil { Ok(items) } else { Err(format!("{self} is not a list")) }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Nil => f.write_str("()"),
            Value::Number(number) => write!(f, "{number}"),
            Value::Symbol(symbol) => f.write_str(&symbol.name),
            Value::Pair(pair) => write!(f, "({pair})"),
            Value::Closure(closure) => write!(f, "#<function of {}>", closure.parameters.len()),
            Value::Builtin(function) => write!(f, "#<built-in {}>", function.name),
        }
    }
}

/// The values of a list without brackets. Of a pair that is being written already a handle writes `…`.
impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.borrow())?;
        match &*self.rest.borrow() {
            Value::Nil => Ok(()),
            Value::Pair(rest) => write!(f, " {rest}"),
            other => write!(f, " . {other}"),
        }
    }
}
