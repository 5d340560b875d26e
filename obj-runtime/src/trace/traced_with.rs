//! Fields that a function of the user's traces.

use super::{Trace, Tracer};

/// What a function visits: `#[object(trace_with = unsafe { function })]`.
pub struct TracedWith<F>(F);

impl<F: Fn(&mut Tracer)> TracedWith<F> {
    /// # Safety
    /// 1. The function does what [`Trace::trace`] promises, for a value that is borrowed meanwhile.
    pub unsafe fn new(visit: F) -> Self {
        Self(visit)
    }
}

// SAFETY: by 1.
unsafe impl<F: Fn(&mut Tracer)> Trace for TracedWith<F> {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        (this.0)(tracer);
    }
}
