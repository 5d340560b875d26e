//! Objects that are large, or own much.

use std::hint::black_box;
use std::time::{Duration, Instant};

use super::bench;
use super::space::{BATCH, Leaves, Nodes, Payload, Space, Words};
use crate::machine::resident_bytes;
use crate::model::{Bench, Sampler, Scale};
use crate::stopwatch::Sample;

/// An object of 3 KiB.
type Large = Words<384>;

/// The family's workload for a contender whose roots outlive a callback.
pub(crate) fn buffers<S: Space>() -> Vec<Bench> {
    vec![bench!("buffers_peak", peak::<S>)]
}

/// The family's workload for a contender.
pub(crate) fn large<S: Space>() -> Vec<Bench>
where
    for<'a> S::Heap<'a>: Leaves<Words<2>> + Leaves<Large>,
{
    vec![bench!("large_at_worst", |_| at_worst::<S>())]
}

/// Makes and drops a large object, over and over, while small ones fill the heap little by little: somewhere on the way
/// the large one is the first of a new piece of memory, and the last that leaves it. The dearest place counts.
fn at_worst<S: Space>() -> Sampler
where
    for<'a> S::Heap<'a>: Leaves<Words<2>> + Leaves<Large>,
{
    let small = 400_000;
    let (places, tries) = (small / 100, 10);
    let mut space = S::start();
    Box::new(move |mut stopwatch| {
        let mut worst = Duration::ZERO;
        stopwatch.timed_section(|| {
            space.enter(|heap, _| {
                let mut kept = Vec::with_capacity(small);
                for place in 0..places {
                    kept.extend((0..100).map(|seed| heap.leaf(Words::<2>::seeded(seed))));
                    worst = worst.max(best_of_three(|| {
                        for _ in 0..tries {
                            let large = heap.leaf(Large::seeded(place as u64));
                            black_box(&large);
                            Leaves::<Large>::discard_leaf(heap, large);
                        }
                    }));
                }
                kept.into_iter().for_each(|leaf| Leaves::<Words<2>>::discard_leaf(heap, leaf));
            });
        });
        Sample { value: worst.as_nanos() as f64 / tries as f64, operations: places * tries }
    })
}

/// The time of `work`, the better of three: what else the machine does is not to count as the dearest place.
fn best_of_three(mut work: impl FnMut()) -> Duration {
    let mut time = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    time().min(time()).min(time())
}

/// Few objects that own large buffers and hold themselves: how far memory grows beyond what is alive.
fn peak<S: Space>(scale: Scale) -> Sampler {
    let (images, bytes, alive) = (scale.of(8_000), 64 << 10, 20);
    Box::new(move |_| {
        let mut space = S::start();
        let before = resident_bytes();
        let mut most = 0;
        for index in 0..images {
            space.enter(|heap, roots| {
                let image = heap.image(bytes);
                heap.set_next_image(&image, image.clone());
                roots.images.push(image);
                if roots.images.len() > alive {
                    heap.discard_image(roots.images.remove(0));
                }
            });
            if index % BATCH == BATCH - 1 {
                space.safe_point();
            }
            if index % 10 == 9 {
                most = most.max(resident_bytes().saturating_sub(before));
            }
        }
        Sample { value: most as f64 / (alive * bytes) as f64, operations: images }
    })
}
