//! A million objects stay alive while a million short-lived cycles' members come and go.

use std::time::Instant;

use super::bench;
use super::graphs::nodes_of_tree;
use super::space::{BATCH, Nodes, Roots, Space};
use crate::model::{Bench, Sampler, Scale};
use crate::random::Random;
use crate::stopwatch::Sample;

/// The family's workloads for a contender.
pub(crate) fn churn<S: Space>() -> Vec<Bench> {
    vec![
        bench!("churn", |scale| amortised::<S>(scale, Target::None)),
        bench!("churn_pause", |scale| longest_pause::<S>(scale, Target::None)),
        bench!("churn_into_live", |scale| amortised::<S>(scale, Target::AnyLive)),
        bench!("churn_into_live_pause", |scale| longest_pause::<S>(scale, Target::AnyLive)),
    ]
}

/// What a short-lived cycle points to besides itself.
#[derive(Clone, Copy)]
enum Target {
    None,
    AnyLive,
}

/// The live heap: one full tree with parent pointers, each node of it also a root.
pub(super) fn live_heap<S: Space>(objects: usize) -> S {
    let mut space = S::start();
    space.enter(|_, roots| roots.members.reserve(objects));
    for start in (0..objects).step_by(BATCH) {
        space.enter(|heap, roots| {
            for index in start..objects.min(start + BATCH) {
                add_to_tree(heap, roots, index);
            }
        });
        space.safe_point();
    }
    space.collect();
    space
}

fn add_to_tree<N: Nodes>(heap: &N, roots: &mut Roots<N>, index: usize) {
    let node = heap.member();
    if index > 0 {
        let parent = &roots.members[(index - 1) / 2];
        heap.set_parent(&node, parent.clone());
        if index % 2 == 1 {
            heap.set_left(parent, node.clone());
        } else {
            heap.set_right(parent, node.clone());
        }
    }
    roots.members.push(node);
}

/// Objects of the live heap: a full tree of a million nodes, near enough.
fn live_objects(scale: Scale) -> usize {
    if scale.quick { nodes_of_tree(16) } else { 1_000_000 }
}

/// Makes one dead cycle of two objects.
fn short_lived<N: Nodes>(heap: &N, roots: &Roots<N>, target: Target, random: &mut Random) {
    let first = heap.member();
    let second = heap.member();
    heap.set_parent(&second, first.clone());
    if matches!(target, Target::AnyLive) {
        let live = &roots.members[random.below(roots.members.len())];
        heap.set_right(&first, live.clone());
    }
    heap.set_left(&first, second);
    heap.discard_pair(first);
}

fn amortised<S: Space>(scale: Scale, target: Target) -> Sampler {
    let batches = scale.of(1_000);
    let mut space: S = live_heap(live_objects(scale));
    Box::new(move |mut stopwatch| {
        let mut random = Random::new(99);
        stopwatch.timed_section(|| {
            for _ in 0..batches {
                space.enter(|heap, roots| {
                    for _ in 0..BATCH / 2 {
                        short_lived(heap, roots, target, &mut random);
                    }
                });
                space.safe_point();
            }
            space.collect();
        });
        stopwatch.per_operation(batches * BATCH)
    })
}

/// The longest time that the program waited for one cycle to be made, or for one safe point.
///
/// A sample makes more objects than are alive, so that those who wait for their heap to double have a collection in
/// each. Who has none even so leaks.
fn longest_pause<S: Space>(scale: Scale, target: Target) -> Sampler {
    let batches = live_objects(scale) * 6 / 5 / BATCH;
    let mut space: S = live_heap(live_objects(scale));
    Box::new(move |_| {
        let mut random = Random::new(99);
        let mut longest = 0;
        let mut last = Instant::now();
        let mut step = || {
            let now = Instant::now();
            longest = longest.max((now - last).as_nanos());
            last = now;
        };
        for _ in 0..batches {
            space.enter(|heap, roots| {
                for _ in 0..BATCH / 2 {
                    short_lived(heap, roots, target, &mut random);
                    step();
                }
            });
            step();
            space.safe_point();
            step();
        }
        Sample { value: longest as f64, operations: batches * BATCH }
    })
}
