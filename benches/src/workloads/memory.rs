//! Resident memory for each object.

use super::bench;
use super::space::{Leaves, Nodes, Payload, Space, Words};
use crate::machine::resident_bytes;
use crate::model::{Bench, Sampler, Scale};
use crate::stopwatch::Sample;

/// The family's workloads for a contender.
pub(crate) fn memory<S: Space>() -> Vec<Bench>
where
    for<'a> S::Heap<'a>: Leaves<Words<1>> + Leaves<Words<2>>,
{
    vec![
        bench!("bytes_8", |scale| of_leaves::<S, Words<1>>(scale)),
        bench!("bytes_16", |scale| of_leaves::<S, Words<2>>(scale)),
        bench!("bytes_link", of_links::<S>),
    ]
}

fn of_leaves<S: Space, P: Payload>(scale: Scale) -> Sampler
where
    for<'a> S::Heap<'a>: Leaves<P>,
{
    let objects = scale.of(1_000_000);
    Box::new(move |_| S::start().enter(|heap, _| growth_of(objects, |seed| heap.leaf(P::seeded(seed)))))
}

fn of_links<S: Space>(scale: Scale) -> Sampler {
    let objects = scale.of(1_000_000);
    Box::new(move |_| S::start().enter(|heap, _| growth_of(objects, |value| heap.link(value))))
}

/// How much the process grows for each object, its handle not counted.
pub(super) fn growth_of<H>(objects: usize, mut make: impl FnMut(u64) -> H) -> Sample {
    let mut handles = Vec::with_capacity(objects);
    let before = resident_bytes();
    handles.extend((0..objects as u64).map(&mut make));
    let grown = resident_bytes().saturating_sub(before);
    let of_handles = objects * size_of::<H>();
    drop(handles);
    Sample { value: grown.saturating_sub(of_handles) as f64 / objects as f64, operations: objects }
}
