//! Weak handles.

use std::hint::black_box;

use super::bench;
use super::space::{Nodes, Space, WeakLinks};
use crate::model::{Bench, Sampler, Scale};

/// The objects to which weak handles are made.
const TARGETS: u64 = 64;

/// The family's workloads for a contender.
pub(crate) fn weak<S: Space>() -> Vec<Bench>
where
    for<'a> S::Heap<'a>: WeakLinks,
{
    vec![bench!("weak_upgrade", upgrade::<S>), bench!("weak_downgrade", downgrade::<S>)]
}

/// Makes weak handles to some objects in turn, each of which has one.
fn downgrade<S: Space>(scale: Scale) -> Sampler
where
    for<'a> S::Heap<'a>: WeakLinks,
{
    let rounds = scale.of(30_000);
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        space.enter(|heap, _| {
            let links: Vec<_> = (0..TARGETS).map(|value| heap.link(value)).collect();
            let weak: Vec<_> = links.iter().map(|link| heap.downgrade(link)).collect();
            stopwatch.timed_section(|| {
                for _ in 0..rounds {
                    links.iter().for_each(|link| drop(black_box(heap.downgrade(black_box(link)))));
                }
            });
            drop(weak);
        });
        stopwatch.per_operation(rounds * TARGETS as usize)
    })
}

fn upgrade<S: Space>(scale: Scale) -> Sampler
where
    for<'a> S::Heap<'a>: WeakLinks,
{
    let upgrades = scale.of(2_000_000);
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        space.enter(|heap, _| {
            let link = heap.link(1);
            let weak = heap.downgrade(&link);
            stopwatch.timed_section(|| {
                for _ in 0..upgrades {
                    black_box(&heap.upgrade(black_box(&weak)));
                }
            });
        });
        stopwatch.per_operation(upgrades)
    })
}
