//! What a collection costs when nothing is dead, and whether reading makes work for it.

use std::hint::black_box;
use std::time::{Duration, Instant};

use super::bench;
use super::churn;
use super::space::{Nodes, Space};
use crate::model::{Bench, Sampler, Scale};

/// The family's workloads for a contender.
pub(crate) fn live_heap<S: Space>() -> Vec<Bench> {
    vec![
        bench!("collect_untouched_1e4", |_| collect_untouched::<S>(10_000)),
        bench!("collect_untouched_1e5", |_| collect_untouched::<S>(100_000)),
        bench!("collect_untouched_1e6", |scale| collect_untouched::<S>(scale.of(1_000_000))),
        bench!("collect_touched", collect_touched::<S>),
        bench!("read_then_collect", read_then_collect::<S>),
    ]
}

fn collect_untouched<S: Space>(objects: usize) -> Sampler {
    let mut space: S = churn::live_heap(objects);
    space.collect();
    let collections = affordable(|| space.collect());
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            for _ in 0..collections {
                space.collect();
            }
        });
        stopwatch.per_operation(collections)
    })
}

/// How many calls of `work` fit in some milliseconds: its cost is a few nanoseconds here and milliseconds there.
fn affordable(work: impl FnOnce()) -> usize {
    const BUDGET: Duration = Duration::from_millis(10);
    let start = Instant::now();
    work();
    let count = BUDGET.as_nanos() / start.elapsed().as_nanos().max(1);
    count.clamp(2, 1_000) as usize
}

/// A full collection after a handle to every live object was taken and dropped: the pause, in full.
fn collect_touched<S: Space>(scale: Scale) -> Sampler {
    let mut space: S = churn::live_heap(scale.of(1_000_000));
    space.collect();
    Box::new(move |mut stopwatch| {
        space.enter(|_, roots| {
            for member in &roots.members {
                black_box(&member.clone());
            }
        });
        stopwatch.timed_section(|| space.collect());
        stopwatch.per_operation(1)
    })
}

/// Reads every object of the heap through a cell, then collects.
fn read_then_collect<S: Space>(scale: Scale) -> Sampler {
    let objects = scale.of(1_000_000);
    let mut space = S::start();
    space.enter(|heap, roots| {
        roots.links.extend((0..objects).map(|value| heap.link(value as u64)));
        for pair in roots.links.windows(2) {
            heap.set_next(&pair[0], pair[1].clone());
        }
        heap.set_next(&roots.links[objects - 1], roots.links[0].clone());
    });
    space.collect();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            space.enter(|heap, roots| {
                let sum: u64 = roots.links.iter().map(|link| heap.next_value(link)).sum();
                black_box(sum);
            });
            space.collect();
        });
        stopwatch.per_operation(objects)
    })
}
