//! Memory of systems that map none: from the allocator. So does Miri, which then knows where each piece ends.

use std::alloc::{self, Layout};
use std::ptr::NonNull;

/// Memory, which the allocator has back when this is dropped.
///
/// Invariant: it was allocated with this layout, and is nobody else's.
pub(crate) struct Memory {
    start: NonNull<u8>,
    layout: Layout,
}

impl Memory {
    pub(super) fn take(layout: Layout) -> Option<Self> {
        // SAFETY: the layout has a size.
        let start = NonNull::new(unsafe { alloc::alloc(layout) })?;
        Some(Self { start, layout })
    }

    /// The first byte.
    pub(crate) fn start(&self) -> NonNull<u8> {
        self.start
    }

    /// Does nothing.
    pub(crate) fn prefer_large_pages(&self) {}
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: by the invariant.
        unsafe { alloc::dealloc(self.start.as_ptr(), self.layout) }
    }
}
