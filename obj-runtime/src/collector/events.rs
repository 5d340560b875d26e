//! Events for the subscribers of the crate `tracing`: collections.

use super::callbacks::Phase;
use super::generation::Generation;

/// A collection begins or has ended. With the feature `tracing`, the subscribers get an event; they are user code.
#[cfg(feature = "tracing")]
pub(crate) fn collection(phase: Phase, generation: Generation, collected: usize, resurrected: usize) {
    match phase {
        Phase::Start => tracing::debug!(target: "obj_runtime::gc", ?generation, "collection begins"),
        Phase::Stop => {
            tracing::debug!(target: "obj_runtime::gc", ?generation, collected, resurrected, "collection ended");
        }
    }
}

/// A collection begins or has ended.
#[cfg(not(feature = "tracing"))]
#[inline(always)]
pub(crate) fn collection(_: Phase, _: Generation, _: usize, _: usize) {}
