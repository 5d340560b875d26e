//! Hash-consing: values made of values, equal ones made one.

use std::hash::{Hash, Hasher};
use std::hint::black_box;

use super::bench;
use crate::model::{Bench, Sampler, Scale};
use crate::random::Random;

/// A contender that makes equal values one.
pub(crate) trait Consing: 'static {
    /// A label and two parts or none; parts are compared by identity.
    type Term: Clone;
    /// A number whose hash is [crowded](hash_crowded).
    type Crowded: Clone;

    /// An empty table, or a hold on the one global table.
    fn start() -> Self;
    fn leaf(&mut self, label: u64) -> Self::Term;
    fn node(&mut self, label: u64, left: &Self::Term, right: &Self::Term) -> Self::Term;
    fn crowded(&mut self, number: u64) -> Self::Crowded;
}

/// How many numbers have one hash.
const CROWD: u64 = 64;

/// Feeds a number to a hasher as an unlucky type would: of 64 numbers in a row all have the same hash.
pub(crate) fn hash_crowded(number: u64, hasher: &mut impl Hasher) {
    (number / CROWD).hash(hasher);
}

/// The family's workloads for a contender.
pub(crate) fn consing<C: Consing>() -> Vec<Bench> {
    vec![bench!("cons_dag", dag::<C>), bench!("cons_chain", chain::<C>), bench!("cons_collisions", collisions::<C>)]
}

/// Asks for a million terms of two parts drawn from the last thousand made: most are there already. Then lets go.
fn dag<C: Consing>(scale: Scale) -> Sampler {
    let terms = scale.of(1_000_000);
    let mut consing = C::start();
    Box::new(move |mut stopwatch| {
        let mut random = Random::new(23);
        stopwatch.timed_section(|| {
            let mut made: Vec<C::Term> = (0..8).map(|label| consing.leaf(label)).collect();
            for _ in 0..terms {
                let recent = made.len().min(1_000);
                let mut draw = || made.len() - recent + random.below(recent).min(random.below(recent));
                let (left, right) = (draw(), draw());
                let term = consing.node(2, &made[left], &made[right]);
                if made.len() < terms / 4 {
                    made.push(term);
                }
            }
        });
        stopwatch.per_operation(terms)
    })
}

/// A chain of a million terms, then all of it is let go.
fn chain<C: Consing>(scale: Scale) -> Sampler {
    let length = scale.of(1_000_000);
    let mut consing = C::start();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            let end = consing.leaf(0);
            let mut head = end.clone();
            for label in 1..length {
                head = consing.node(label as u64, &head, &end);
            }
            drop((head, end));
        });
        stopwatch.per_operation(length)
    })
}

/// Makes numbers of which 64 at a time have one hash, twice each.
fn collisions<C: Consing>(scale: Scale) -> Sampler {
    let numbers = scale.of(100_000);
    let mut consing = C::start();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            let made: Vec<C::Crowded> = (0..numbers as u64).map(|number| consing.crowded(number)).collect();
            for number in 0..numbers as u64 {
                black_box(&consing.crowded(number));
            }
            drop(made);
        });
        stopwatch.per_operation(2 * numbers)
    })
}
