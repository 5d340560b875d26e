//! The four pieces of work by which the cycle-collecting crates have compared themselves so far.

use std::hint::black_box;

use super::bench;
use super::graphs::{binary_tree, nodes_of_tree, parent_tree};
use super::space::{Nodes, Space};
use crate::model::{Bench, Sampler, Scale};
use crate::random::Random;

/// The family's workloads for a contender.
pub(crate) fn comparison_suite<S: Space>() -> Vec<Bench> {
    vec![
        bench!("suite_stress", stress::<S>),
        bench!("suite_trees", trees::<S>),
        bench!("suite_parent_trees", parent_trees::<S>),
        bench!("suite_linked_lists", linked_lists::<S>),
    ]
}

/// Random edges among rooted nodes; the roots shrink by a thirty-second at a time, with a collection each time.
fn stress<S: Space>(scale: Scale) -> Sampler {
    let nodes = scale.of(1 << 15);
    let rounds = 32;
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        let mut random = Random::new(0xCAFE);
        stopwatch.timed_section(|| {
            space.enter(|heap, roots| {
                let vertices = &mut roots.vertices;
                vertices.extend((0..nodes).map(|label| heap.vertex(label as u64)));
                for _ in 0..nodes {
                    let (from, to) = (random.below(nodes), random.below(nodes));
                    heap.add_edge(&vertices[from], vertices[to].clone());
                }
            });
            for round in (0..rounds).rev() {
                space.enter(|heap, roots| {
                    for vertex in roots.vertices.drain(nodes * round / rounds..) {
                        heap.discard_vertex(vertex);
                    }
                });
                space.collect();
            }
        });
        stopwatch.per_operation(nodes)
    })
}

/// Trees of growing depth, fewer of them the deeper they are: `(depth, how many)`.
fn forest(scale: Scale) -> impl Iterator<Item = (u32, usize)> {
    let deepest = if scale.quick { 8 } else { 11 };
    (4..deepest).step_by(2).map(move |depth| (depth, 1 << (deepest - depth + 4)))
}

fn nodes_of_forest(scale: Scale) -> usize {
    forest(scale).map(|(depth, trees)| trees * nodes_of_tree(depth)).sum()
}

/// Builds, counts and drops each tree of the forest.
fn trees<S: Space>(scale: Scale) -> Sampler {
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            for (depth, trees) in forest(scale) {
                for _ in 0..trees {
                    space.enter(|heap, _| {
                        let tree = binary_tree(heap, depth);
                        black_box(count(heap, &tree));
                        heap.discard_tree(tree);
                    });
                }
                space.safe_point();
            }
            space.collect();
        });
        stopwatch.per_operation(nodes_of_forest(scale))
    })
}

fn count<N: Nodes>(heap: &N, tree: &N::Branch) -> usize {
    heap.with_children(tree, |children| match children {
        Some((left, right)) => 1 + count(heap, left) + count(heap, right),
        None => 1,
    })
}

/// The same forest, each node knowing its parent.
fn parent_trees<S: Space>(scale: Scale) -> Sampler {
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            for (depth, trees) in forest(scale) {
                for _ in 0..trees {
                    space.enter(|heap, _| heap.discard_family(parent_tree(heap, depth)));
                    space.safe_point();
                }
            }
            space.collect();
        });
        stopwatch.per_operation(nodes_of_forest(scale))
    })
}

/// Thirty lists, linked both ways, then one collection.
fn linked_lists<S: Space>(scale: Scale) -> Sampler {
    let (lists, length) = (scale.of(30), 4_096);
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            for _ in 0..lists {
                space.enter(|heap, _| {
                    let mut head = heap.member();
                    for _ in 1..length {
                        let node = heap.member();
                        heap.set_parent(&head, node.clone());
                        heap.set_left(&node, head);
                        head = node;
                    }
                    heap.discard_family(head);
                });
                space.safe_point();
            }
            space.collect();
        });
        stopwatch.per_operation(lists * length)
    })
}
