//! Interning against a `HashMap`: which values are alive, and that each is one object.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::gc_model::Choices;

/// A term with few hashes, so that terms collide; its parts are interned, too.
#[derive(Object, Eq, Debug)]
#[object(intern)]
struct Term {
    label: usize,
    parts: Vec<Obj<Term>>,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        meddle();
        self.label == other.label && self.parts == other.parts
    }
}

impl Hash for Term {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.label % 3).hash(state);
    }
}

/// Holds terms in a cycle, and makes one when it dies.
#[derive(Object)]
#[object(finalize)]
struct Holder {
    me: ObjCell<Holder>,
    terms: ObjVec<Term>,
}

impl Finalize for Holder {
    fn finalize(_: &Obj<Self>) {
        meddle();
    }
}

thread_local! {
    /// The decisions, and the handles of the program.
    static PROGRAM: RefCell<Option<(Choices, Vec<Obj<Term>>)>> = const { RefCell::new(None) };
}

fn choose(end: usize) -> usize {
    PROGRAM.with_borrow_mut(|program| program.as_mut().map_or(0, |(choices, _)| choices.below(end)))
}

fn is_over() -> bool {
    PROGRAM.with_borrow(|program| program.as_ref().is_none_or(|(choices, _)| choices.is_over()))
}

fn take_hand() -> Option<Obj<Term>> {
    PROGRAM.with_borrow_mut(|program| {
        let (choices, hands) = program.as_mut()?;
        let count = hands.len();
        (count > 0).then(|| hands.swap_remove(choices.below(count)))
    })
}

fn give_hand(term: Obj<Term>) {
    PROGRAM.with_borrow_mut(|program| program.iter_mut().for_each(|(_, hands)| hands.push(term.clone())));
}

/// A comparison or finalizer drops a handle of the program, now and then, and makes a term of its own.
fn meddle() {
    match choose(12) {
        0 => drop(take_hand()),
        1 => {
            let made = Obj::new(Term { label: choose(8), parts: Vec::new() });
            give_hand(made);
        }
        _ => {}
    }
}

fn make() {
    let parts = (0..choose(3)).filter_map(|_| take_hand()).collect();
    let term = Obj::new(Term { label: choose(8), parts });
    give_hand(term);
}

fn bury() {
    let holder = Obj::new(Holder { me: ObjCell::default(), terms: ObjVec::new() });
    holder.me.set(Some(holder.clone()));
    (0..choose(3)).filter_map(|_| take_hand()).for_each(|term| holder.terms.push(term));
}

/// What a term is, told by identities.
type Shape = (usize, Vec<usize>);

/// Every term that a term reaches, each once.
fn reach(term: &Obj<Term>, found: &mut HashMap<usize, Shape>) {
    let mut pending = vec![term.clone()];
    while let Some(term) = pending.pop() {
        let shape = (term.label, term.parts.iter().map(Obj::id).collect());
        if found.insert(Obj::id(&term), shape).is_none() {
            pending.extend(term.parts.iter().cloned());
        }
    }
}

/// No two of the terms that the program reaches are equal.
fn check() -> Result<(), String> {
    let hands = PROGRAM.with_borrow(|program| program.as_ref().map(|(_, hands)| hands.clone()).unwrap_or_default());
    let mut found = HashMap::new();
    hands.iter().for_each(|term| reach(term, &mut found));
    let mut by_shape = HashMap::new();
    for (id, shape) in &found {
        if let Some(other) = by_shape.insert(shape, id) {
            return Err(format!("{shape:?} is two objects, {id:#x} and {other:#x}"));
        }
    }
    let interned = Obj::<Term>::interned_count();
    if interned < found.len() { Err(format!("{interned} are interned, {} are held", found.len())) } else { Ok(()) }
}

/// One run, in a thread without interned terms.
///
/// # Errors
/// What was not as it should be.
pub fn interning(choices: Choices, operations: usize) -> Result<(), String> {
    PROGRAM.set(Some((choices, Vec::new())));
    for _ in 0..operations {
        match choose(10) {
            0..=4 => make(),
            5 | 6 => drop(take_hand()),
            7 => bury(),
            8 => {
                gc::collect();
            }
            _ => {
                let _ = gc::step(choose(20));
            }
        }
        check()?;
        if is_over() {
            break;
        }
    }
    // From here on nothing meddles.
    let hands = PROGRAM.take();
    drop(hands);
    gc::collect();
    gc::collect();
    match Obj::<Term>::interned_count() {
        0 => Ok(()),
        left => Err(format!("{left} terms are left")),
    }
}
