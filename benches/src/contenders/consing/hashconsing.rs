//! `hashconsing`: a table of weak counted handles that a program owns; what nobody holds is dropped from it on request.

use std::hash::{Hash, Hasher};

use ::hashconsing::{HConsed, HConsign, HashConsign};

use crate::workloads::consing::{Consing, hash_crowded};

/// The tables.
pub(crate) struct HashConsing {
    terms: HConsign<Term>,
    crowded: HConsign<Number>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Term {
    label: u64,
    parts: Option<(HConsed<Term>, HConsed<Term>)>,
}

#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Number(u64);

impl Hash for Number {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        hash_crowded(self.0, hasher);
    }
}

impl Consing for HashConsing {
    type Term = HConsed<Term>;
    type Crowded = HConsed<Number>;

    fn start() -> Self {
        Self { terms: HConsign::empty(), crowded: HConsign::empty() }
    }

    fn leaf(&mut self, label: u64) -> HConsed<Term> {
        self.terms.mk(Term { label, parts: None })
    }

    fn node(&mut self, label: u64, left: &HConsed<Term>, right: &HConsed<Term>) -> HConsed<Term> {
        self.terms.mk(Term { label, parts: Some((left.clone(), right.clone())) })
    }

    fn crowded(&mut self, number: u64) -> HConsed<Number> {
        self.crowded.mk(Number(number))
    }
}
