//! Formulas that are differentiated and simplified. Equal formulas are one object (hash-consing), so what is written as a tree of
//! millions of nodes takes a few hundred, and nothing is simplified twice.
//!
//! `cargo run -p obj-examples --example simplifier -- "(x*x + 1) ^ 8"`

use std::collections::HashMap;
use std::fmt;
use std::iter::Peekable;
use std::str::Chars;

use obj_runtime::WeakKeyMap;
use obj_runtime::prelude::*;

use Term::{Number, Power, Product, Sum, Variable};

/// A formula.
#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
enum Term {
    Number(i64),
    Variable(Obj<Str>),
    Sum(Obj<Term>, Obj<Term>),
    Product(Obj<Term>, Obj<Term>),
    Power(Obj<Term>, u32),
}

fn number(value: i64) -> Obj<Term> {
    Obj::new(Number(value))
}

fn sum(left: Obj<Term>, right: Obj<Term>) -> Obj<Term> {
    match (&*left, &*right) {
        (Number(0), _) => right,
        (_, Number(0)) => left,
        (Number(a), Number(b)) => number(a + b),
        (Number(_), _) => sum(right, left),
        _ if left == right => product(number(2), left),
        _ => Obj::new(Sum(left, right)),
    }
}

fn product(left: Obj<Term>, right: Obj<Term>) -> Obj<Term> {
    match (&*left, &*right) {
        (Number(0), _) => left,
        (_, Number(0)) => right,
        (Number(1), _) => right,
        (_, Number(1)) => left,
        (Number(a), Number(b)) => number(a * b),
        (_, Number(_)) => product(right, left),
        (Number(a), Product(factor, rest)) => match **factor {
            Number(b) => product(number(a * b), rest.clone()),
            _ => Obj::new(Product(left, right)),
        },
        _ if left == right => power(left, 2),
        _ => Obj::new(Product(left, right)),
    }
}

fn power(base: Obj<Term>, exponent: u32) -> Obj<Term> {
    match (&*base, exponent) {
        (_, 0) => number(1),
        (_, 1) => base,
        (Number(value), _) => number(value.pow(exponent)),
        (Power(base, inner), _) => power(base.clone(), inner * exponent),
        _ => Obj::new(Power(base, exponent)),
    }
}

/// Derivatives by one variable. Each term is looked at once; the memory of it does not keep terms alive.
struct Derivatives {
    by: Obj<Str>,
    known: WeakKeyMap<Term, Obj<Term>>,
}

impl Derivatives {
    fn of(&self, term: &Obj<Term>) -> Obj<Term> {
        if let Some(known) = self.known.get(term) {
            return known;
        }
        let result = match &**term {
            Number(_) => number(0),
            Variable(name) => number((*name == self.by).into()),
            Sum(left, right) => sum(self.of(left), self.of(right)),
            Product(left, right) => sum(product(self.of(left), right.clone()), product(left.clone(), self.of(right))),
            Power(base, exponent) => {
                let outer = product(number((*exponent).into()), power(base.clone(), exponent - 1));
                product(outer, self.of(base))
            }
        };
        self.known.insert(term, result.clone());
        result
    }
}

/// The value of a term, each part computed once.
fn value(term: &Obj<Term>, x: f64, known: &mut HashMap<Obj<Term>, f64>) -> f64 {
    if let Some(value) = known.get(term) {
        return *value;
    }
    let result = match &**term {
        Number(value) => *value as f64,
        Variable(_) => x,
        Sum(left, right) => value(left, x, known) + value(right, x, known),
        Product(left, right) => value(left, x, known) * value(right, x, known),
        Power(base, exponent) => value(base, x, known).powi(*exponent as i32),
    };
    known.insert(term.clone(), result);
    result
}

/// How many nodes the term has as a tree, and how many objects it is made of.
fn size(term: &Obj<Term>, known: &mut HashMap<Obj<Term>, f64>) -> f64 {
    if let Some(size) = known.get(term) {
        return *size;
    }
    let below = match &**term {
        Number(_) | Variable(_) => 0.0,
        Sum(left, right) | Product(left, right) => size(left, known) + size(right, known),
        Power(base, _) => size(base, known),
    };
    known.insert(term.clone(), below + 1.0);
    below + 1.0
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number(value) => write!(f, "{value}"),
            Variable(name) => write!(f, "{name}"),
            Sum(left, right) => write!(f, "{left} + {right}"),
            Product(left, right) => write!(f, "{}*{}", Factor(left), Factor(right)),
            Power(base, exponent) => write!(f, "{}^{exponent}", Factor(base)),
        }
    }
}

/// A term that stands in a product or under an exponent.
struct Factor<'a>(&'a Term);

impl fmt::Display for Factor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Sum(..) => write!(f, "({})", self.0),
            _ => write!(f, "{}", self.0),
        }
    }
}

/// Reads `a + b`, `a * b`, `a ^ 3`, numbers, names and brackets.
struct Reader<'a> {
    text: Peekable<Chars<'a>>,
}

type Read = Result<Obj<Term>, String>;

impl Reader<'_> {
    fn read(text: &str) -> Read {
        let mut reader = Reader { text: text.chars().peekable() };
        let term = reader.sum()?;
        match reader.next() {
            None => Ok(term),
            Some(sign) => Err(format!("`{sign}` is not expected there")),
        }
    }

    fn next(&mut self) -> Option<char> {
        while self.text.next_if(|sign| sign.is_whitespace()).is_some() {}
        self.text.peek().copied()
    }

    fn next_is(&mut self, sign: char) -> bool {
        self.next() == Some(sign) && self.text.next().is_some()
    }

    fn sum(&mut self) -> Read {
        let mut term = self.product()?;
        while self.next_is('+') {
            term = sum(term, self.product()?);
        }
        Ok(term)
    }

    fn product(&mut self) -> Read {
        let mut term = self.power()?;
        while self.next_is('*') {
            term = product(term, self.power()?);
        }
        Ok(term)
    }

    fn power(&mut self) -> Read {
        let base = self.atom()?;
        if !self.next_is('^') {
            return Ok(base);
        }
        self.next();
        match self.word().parse() {
            Ok(exponent) => Ok(power(base, exponent)),
            Err(_) => Err("an exponent is a number".into()),
        }
    }

    fn atom(&mut self) -> Read {
        if self.next_is('(') {
            let term = self.sum()?;
            return if self.next_is(')') { Ok(term) } else { Err("`)` is missing".into()) };
        }
        let word = self.word();
        match word.parse() {
            Ok(value) => Ok(number(value)),
            Err(_) if word.is_empty() => Err("a number, a name or `(` is missing".into()),
            Err(_) => Ok(Obj::new(Variable(Str::intern(&word)))),
        }
    }

    fn word(&mut self) -> String {
        std::iter::from_fn(|| self.text.next_if(|sign| sign.is_alphanumeric())).collect()
    }
}

/// The text, or that it is too long to read.
fn shown(term: &Obj<Term>) -> String {
    if size(term, &mut HashMap::new()) > 60.0 { "…".into() } else { term.to_string() }
}

fn main() -> Result<(), String> {
    let text = std::env::args().nth(1).unwrap_or_else(|| "(x*x + 3*x + 1)^4 * (x + 2)^6 + x*(x + 1)*(x + 2)".into());
    let mut term = Reader::read(&text)?;
    let derivatives = Derivatives { by: Str::intern("x"), known: WeakKeyMap::new() };
    println!("{:>10} {:>22} {:>8} {:>12}", "derivative", "nodes of the tree", "objects", "at x = 1/2");
    for order in 0..8 {
        let mut parts = HashMap::new();
        let nodes = size(&term, &mut parts);
        let at_half = value(&term, 0.5, &mut HashMap::new());
        println!("{order:>10} {nodes:>22} {:>8} {at_half:>12.4e}  {}", parts.len(), shown(&term));
        term = derivatives.of(&term);
    }
    println!("{} terms alive, {} derivatives remembered", Obj::<Term>::interned_count(), derivatives.known.len());
    drop((term, derivatives));
    println!("{} terms alive when nobody needs them", Obj::<Term>::interned_count());
    assert_eq!(Obj::<Term>::interned_count(), 0);
    Ok(())
}
