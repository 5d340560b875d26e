//! The space of contenders whose handles go where they like.

use crate::workloads::space::{Nodes, Roots, Space};

/// What a contender says about collecting.
pub(crate) trait Reclaim: Nodes + Default + 'static {
    /// See [`Space::safe_point`].
    fn safe_point(&mut self) {}

    /// See [`Space::collect`].
    fn collect(&mut self) {}
}

/// A heap that needs no callback to be entered.
pub(crate) struct Plain<H: Reclaim> {
    heap: H,
    roots: Roots<H>,
}

impl<H: Reclaim> Space for Plain<H> {
    type Heap<'a> = H;

    fn start() -> Self {
        Self { heap: H::default(), roots: Roots::default() }
    }

    #[inline]
    fn enter<R>(&mut self, body: impl for<'a> FnOnce(&H, &mut Roots<H>) -> R) -> R {
        body(&self.heap, &mut self.roots)
    }

    #[inline]
    fn safe_point(&mut self) {
        self.heap.safe_point();
    }

    #[inline]
    fn collect(&mut self) {
        self.heap.collect();
    }
}
