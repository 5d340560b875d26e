//! Weak handles.

use std::hint::black_box;

use super::bench;
use super::space::{Nodes, Space, WeakLinks};
use crate::model::{Bench, Sampler, Scale};

/// The family's workloads for a contender.
pub(crate) fn weak<S: Space>() -> Vec<Bench>
where
    for<'a> S::Heap<'a>: WeakLinks,
{
    vec![bench!("weak_upgrade", upgrade::<S>)]
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
