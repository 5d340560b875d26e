//! Integers between -5 and 256, which CPython makes once.

use std::hint::black_box;

use super::bench;
use crate::model::{Bench, Sampler, Scale};
use crate::random::Random;

/// A contender that shares its small integers.
pub(crate) trait SmallInts: 'static {
    type Int: Clone;

    fn int(value: i64) -> Self::Int;
}

/// The family's workloads for a contender.
pub(crate) fn small_ints<I: SmallInts>() -> Vec<Bench> {
    vec![bench!("small_ints", cached::<I>)]
}

/// Gets and drops a handle to each of a thousand small numbers in random order.
fn cached<I: SmallInts>(scale: Scale) -> Sampler {
    let rounds = scale.of(4_000);
    let mut random = Random::new(5);
    let values: Vec<i64> = (0..1_000).map(|_| random.below(262) as i64 - 5).collect();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            for _ in 0..rounds {
                for &value in black_box(&values) {
                    black_box(&I::int(value));
                }
            }
        });
        stopwatch.per_operation(rounds * values.len())
    })
}
