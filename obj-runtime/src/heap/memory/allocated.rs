//! Memory of systems that map none: from the allocator. So does Miri, which then knows where each piece ends.

use std::alloc::{self, Layout};
use std::ptr::NonNull;

pub(super) fn take(layout: Layout) -> Option<NonNull<u8>> {
    // SAFETY: the layout has a size.
    NonNull::new(unsafe { alloc::alloc(layout) })
}

/// # Safety
/// 1. The memory was taken with this layout.
pub(super) unsafe fn prefer_large_pages(_memory: NonNull<u8>, _layout: Layout) {}

/// # Safety
/// 1. The memory was taken with this layout and is used no more.
pub(super) unsafe fn give_back(memory: NonNull<u8>, layout: Layout) {
    // SAFETY: by 1.
    unsafe { alloc::dealloc(memory.as_ptr(), layout) }
}
