//! One handle at a time: clone and drop, allocate and drop.

use std::hint::black_box;

use super::bench;
use super::space::{BATCH, GenericPair, Leaves, Nodes, Payload, Space, Words};
use crate::model::{Bench, Sampler, Scale};
use crate::random::Random;

/// The family's workloads for a contender.
pub(crate) fn handles<S: Space>() -> Vec<Bench>
where
    for<'a> S::Heap<'a>: Leaves<Words<2>> + Leaves<Words<8>> + Leaves<Words<32>> + Leaves<GenericPair>,
{
    vec![
        bench!("clone_drop_untracked", clone_drop_untracked::<S>),
        bench!("clone_drop_tracked", clone_drop_tracked::<S>),
        bench!("new_drop_16", new_drop::<S, Words<2>>),
        bench!("new_drop_64", new_drop::<S, Words<8>>),
        bench!("new_drop_256", new_drop::<S, Words<32>>),
        bench!("new_drop_generic", new_drop::<S, GenericPair>),
        bench!("kept_in_order", kept_in_order::<S>),
        bench!("kept_random", kept_random::<S>),
    ]
}

fn clone_drop_untracked<S: Space>(scale: Scale) -> Sampler
where
    for<'a> S::Heap<'a>: Leaves<Words<2>>,
{
    let clones = scale.of(4_000_000);
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        space.enter(|heap, _| {
            let handle = heap.leaf(Words::<2>::seeded(1));
            stopwatch.timed_section(|| clone_and_drop(&handle, clones));
        });
        stopwatch.per_operation(clones)
    })
}

fn clone_drop_tracked<S: Space>(scale: Scale) -> Sampler {
    let clones = scale.of(4_000_000);
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        space.enter(|heap, _| {
            let handle = heap.link(1);
            stopwatch.timed_section(|| clone_and_drop(&handle, clones));
        });
        stopwatch.per_operation(clones)
    })
}

fn clone_and_drop<H: Clone>(handle: &H, clones: usize) {
    for _ in 0..clones {
        let clone = handle.clone();
        black_box(&clone);
    }
}

fn new_drop<S: Space, P: Payload>(scale: Scale) -> Sampler
where
    for<'a> S::Heap<'a>: Leaves<P>,
{
    let batches = scale.of(1_000);
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            for _ in 0..batches {
                space.enter(|heap, _| {
                    for seed in 0..BATCH {
                        let leaf = heap.leaf(P::seeded(seed as u64));
                        black_box(&leaf);
                        heap.discard_leaf(leaf);
                    }
                });
                space.safe_point();
            }
        });
        stopwatch.per_operation(batches * BATCH)
    })
}

fn kept_in_order<S: Space>(scale: Scale) -> Sampler
where
    for<'a> S::Heap<'a>: Leaves<Words<2>>,
{
    kept::<S>(scale, false)
}

fn kept_random<S: Space>(scale: Scale) -> Sampler
where
    for<'a> S::Heap<'a>: Leaves<Words<2>>,
{
    kept::<S>(scale, true)
}

/// Makes objects, keeps them all, then drops them. Shuffling the handles is not timed.
fn kept<S: Space>(scale: Scale, shuffled: bool) -> Sampler
where
    for<'a> S::Heap<'a>: Leaves<Words<2>>,
{
    let objects = scale.of(1_000_000);
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        space.enter(|heap, _| {
            let mut handles = Vec::with_capacity(objects);
            stopwatch.timed_section(|| {
                handles.extend((0..objects).map(|seed| heap.leaf(Words::<2>::seeded(seed as u64))));
            });
            if shuffled {
                Random::new(7).shuffle(&mut handles);
            }
            stopwatch.timed_section(|| handles.into_iter().for_each(|leaf| heap.discard_leaf(leaf)));
        });
        stopwatch.timed_section(|| space.collect());
        stopwatch.per_operation(objects)
    })
}
