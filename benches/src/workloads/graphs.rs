//! Shapes that are built, dropped and reclaimed: trees, rings, pairs, a long chain.

use super::bench;
use super::space::{BATCH, Nodes, Space};
use crate::model::{Bench, Sampler, Scale};

/// The family's workloads for a contender.
pub(crate) fn graphs<S: Space>() -> Vec<Bench> {
    vec![
        bench!("binary_trees", binary_trees::<S>),
        bench!("parent_trees", parent_trees::<S>),
        bench!("ring_1e3", |scale| rings::<S>(1_000, scale.of(100))),
        bench!("ring_1e4", |scale| rings::<S>(10_000, scale.of(20))),
        bench!("ring_1e5", |scale| rings::<S>(scale.of(100_000), 2)),
        bench!("ring_1e6", |scale| rings::<S>(scale.of(1_000_000), 1)),
        bench!("two_cycles", two_cycles::<S>),
        bench!("deep_chain", deep_chain::<S>),
    ]
}

fn binary_trees<S: Space>(scale: Scale) -> Sampler {
    let depth = if scale.quick { 13 } else { 16 };
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            space.enter(|heap, _| heap.discard_tree(binary_tree(heap, depth)));
            space.collect();
        });
        stopwatch.per_operation(nodes_of_tree(depth))
    })
}

/// A full tree of unchanging nodes, built from the leaves up.
pub(super) fn binary_tree<N: Nodes>(heap: &N, depth: u32) -> N::Branch {
    if depth == 0 {
        return heap.branch(None);
    }
    heap.branch(Some((binary_tree(heap, depth - 1), binary_tree(heap, depth - 1))))
}

/// How many nodes a full tree has.
pub(super) fn nodes_of_tree(depth: u32) -> usize {
    (2 << depth) - 1
}

fn parent_trees<S: Space>(scale: Scale) -> Sampler {
    let depth = if scale.quick { 13 } else { 16 };
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            space.enter(|heap, _| heap.discard_family(parent_tree(heap, depth)));
            space.collect();
        });
        stopwatch.per_operation(nodes_of_tree(depth))
    })
}

/// A full tree whose nodes also point to their parents.
pub(super) fn parent_tree<N: Nodes>(heap: &N, depth: u32) -> N::Member {
    let node = heap.member();
    if depth > 0 {
        let left = parent_tree(heap, depth - 1);
        heap.set_parent(&left, node.clone());
        heap.set_left(&node, left);
        let right = parent_tree(heap, depth - 1);
        heap.set_parent(&right, node.clone());
        heap.set_right(&node, right);
    }
    node
}

fn rings<S: Space>(size: usize, rings: usize) -> Sampler {
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            for _ in 0..rings {
                space.enter(|heap, _| ring(heap, size));
                space.collect();
            }
        });
        stopwatch.per_operation(rings * size)
    })
}

/// Makes the nodes, then ties each to the next: every node is let go while its neighbour still holds it.
fn ring<N: Nodes>(heap: &N, size: usize) {
    let links: Vec<N::Link> = (0..size).map(|value| heap.link(value as u64)).collect();
    for pair in links.windows(2) {
        heap.set_next(&pair[0], pair[1].clone());
    }
    heap.set_next(&links[size - 1], links[0].clone());
    links.into_iter().for_each(|link| heap.discard_link(link));
}

fn two_cycles<S: Space>(scale: Scale) -> Sampler {
    let batches = scale.of(400);
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            for _ in 0..batches {
                space.enter(|heap, _| {
                    for value in 0..BATCH / 2 {
                        pair(heap, value as u64);
                    }
                });
                space.safe_point();
            }
            space.collect();
        });
        stopwatch.per_operation(batches * BATCH)
    })
}

fn pair<N: Nodes>(heap: &N, value: u64) {
    let first = heap.link(value);
    let second = heap.link(value + 1);
    heap.set_next(&first, second.clone());
    heap.set_next(&second, first);
    heap.discard_chain(second);
}

/// A chain held by its head alone: dropping the head drops a million objects, one inside the other.
fn deep_chain<S: Space>(scale: Scale) -> Sampler {
    let length = scale.of(1_000_000);
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            space.enter(|heap, _| {
                let mut head = heap.link(0);
                for value in 1..length {
                    let next = heap.link(value as u64);
                    heap.set_next(&next, head);
                    head = next;
                }
                heap.discard_chain(head);
            });
            space.collect();
        });
        stopwatch.per_operation(length)
    })
}
