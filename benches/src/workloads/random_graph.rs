//! A million random steps on a graph: make a node, add an edge, remove an edge, let a node go.

use super::bench;
use super::space::{BATCH, Nodes, Roots, Space};
use crate::model::{Bench, Sampler, Scale};
use crate::random::Random;

const NODES_TO_START_WITH: u64 = 50;

/// The family's workload for a contender.
pub(crate) fn random_graph<S: Space>() -> Vec<Bench> {
    vec![bench!("random_graph", steps::<S>)]
}

fn steps<S: Space>(scale: Scale) -> Sampler {
    let steps = scale.of(1_000_000);
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        let mut random = Random::new(12_345);
        stopwatch.timed_section(|| {
            space.enter(|heap, roots| {
                roots.vertices.extend((0..NODES_TO_START_WITH).map(|label| heap.vertex(label)));
            });
            for _ in 0..steps / BATCH {
                space.enter(|heap, roots| {
                    for _ in 0..BATCH {
                        step(heap, roots, &mut random);
                    }
                });
                space.safe_point();
            }
            space.enter(|heap, roots| roots.vertices.drain(..).for_each(|vertex| heap.discard_vertex(vertex)));
            space.collect();
        });
        stopwatch.per_operation(steps)
    })
}

/// One step. Every draw is made whether or not it is used, so that all contenders decide alike.
fn step<N: Nodes>(heap: &N, roots: &mut Roots<N>, random: &mut Random) {
    let vertices = &mut roots.vertices;
    let decision = random.below(4);
    if decision == 0 || vertices.is_empty() {
        vertices.push(heap.vertex(vertices.len() as u64));
        return;
    }
    let one = random.below(vertices.len());
    match decision {
        1 => {
            let other = random.below(vertices.len());
            heap.add_edge(&vertices[one], vertices[other].clone());
        }
        2 => heap.remove_edge(&vertices[one], |edges| random.below(edges)),
        _ => heap.discard_vertex(vertices.swap_remove(one)),
    }
}
