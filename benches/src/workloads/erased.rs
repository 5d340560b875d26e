//! Handles without a static type, and getting the type back.

use std::hint::black_box;

use super::bench;
use super::space::{Erased, Nodes, Space};
use crate::model::{Bench, Sampler, Scale};
use crate::random::Random;

const HANDLES: usize = 1_000;

/// The family's workloads for a contender.
pub(crate) fn erased<S: Space>() -> Vec<Bench>
where
    for<'a> S::Heap<'a>: Erased,
{
    vec![bench!("erased_downcast", downcast::<S>)]
}

/// Sums the numbers of those among a thousand handles that are links; half of them are, in random order.
fn downcast<S: Space>(scale: Scale) -> Sampler
where
    for<'a> S::Heap<'a>: Erased,
{
    let rounds = scale.of(2_000);
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        space.enter(|heap, _| {
            let erase = |value: usize| match value % 2 {
                0 => heap.erase_link(heap.link(value as u64)),
                _ => heap.erase_vertex(heap.vertex(value as u64)),
            };
            let mut handles: Vec<_> = (0..HANDLES).map(erase).collect();
            Random::new(3).shuffle(&mut handles);
            stopwatch.timed_section(|| {
                for _ in 0..rounds {
                    let handles = black_box(&handles);
                    let sum: u64 = handles.iter().filter_map(|any| heap.link_value(any)).sum();
                    black_box(sum);
                }
            });
        });
        stopwatch.per_operation(rounds * HANDLES)
    })
}
