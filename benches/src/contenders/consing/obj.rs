//! This library's interned types.

use std::hash::{Hash, Hasher};

use obj_runtime::prelude::*;

use crate::workloads::consing::{Consing, hash_crowded};

/// The tables of this thread.
pub(crate) struct Interned;

#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
pub(crate) struct Term {
    label: u64,
    parts: Option<(Obj<Term>, Obj<Term>)>,
}

#[derive(Object, PartialEq, Eq)]
#[object(intern)]
pub(crate) struct Number(u64);

impl Hash for Number {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        hash_crowded(self.0, hasher);
    }
}

impl Consing for Interned {
    type Term = Obj<Term>;
    type Crowded = Obj<Number>;

    fn start() -> Self {
        Self
    }

    fn leaf(&mut self, label: u64) -> Obj<Term> {
        Obj::new(Term { label, parts: None })
    }

    fn node(&mut self, label: u64, left: &Obj<Term>, right: &Obj<Term>) -> Obj<Term> {
        Obj::new(Term { label, parts: Some((left.clone(), right.clone())) })
    }

    fn crowded(&mut self, number: u64) -> Obj<Number> {
        Obj::new(Number(number))
    }
}
