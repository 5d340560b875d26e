//! A `HashMap` from labels and addresses of parts to `Rc`: what one writes who needs no crate for it. It keeps all.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use crate::workloads::consing::{Consing, hash_crowded};

/// The tables by hand.
#[derive(Default)]
pub(crate) struct ByHand {
    terms: HashMap<Key, Rc<Term>>,
    crowded: HashMap<Number, Rc<Number>>,
}

/// A label and the addresses of two parts.
type Key = (u64, Option<(usize, usize)>);

pub(crate) struct Term {
    #[allow(dead_code, reason = "terms are made, not read")]
    label: u64,
    #[allow(dead_code, reason = "terms are made, not read")]
    parts: Option<(Rc<Term>, Rc<Term>)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number(u64);

impl Hash for Number {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        hash_crowded(self.0, hasher);
    }
}

impl ByHand {
    fn term(&mut self, label: u64, parts: Option<(&Rc<Term>, &Rc<Term>)>) -> Rc<Term> {
        let addresses = parts.map(|(left, right)| (Rc::as_ptr(left).addr(), Rc::as_ptr(right).addr()));
        let parts = || parts.map(|(left, right)| (left.clone(), right.clone()));
        let entry = self.terms.entry((label, addresses));
        entry.or_insert_with(|| Rc::new(Term { label, parts: parts() })).clone()
    }
}

impl Consing for ByHand {
    type Term = Rc<Term>;
    type Crowded = Rc<Number>;

    fn start() -> Self {
        Self::default()
    }

    fn leaf(&mut self, label: u64) -> Rc<Term> {
        self.term(label, None)
    }

    fn node(&mut self, label: u64, left: &Rc<Term>, right: &Rc<Term>) -> Rc<Term> {
        self.term(label, Some((left, right)))
    }

    fn crowded(&mut self, number: u64) -> Rc<Number> {
        self.crowded.entry(Number(number)).or_insert_with(|| Rc::new(Number(number))).clone()
    }
}
