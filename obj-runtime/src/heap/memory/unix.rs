//! Memory of Unix: `mmap`.

use std::alloc::Layout;
use std::ptr::{self, NonNull};

/// Maps memory. The next mapping usually lies below the last, and is aligned as that; if not, twice as much is
/// mapped, and what is not wanted given back.
pub(super) fn take(layout: Layout) -> Option<NonNull<u8>> {
    let memory = map(layout.size())?;
    if memory.addr().get().is_multiple_of(layout.align()) {
        return Some(memory);
    }
    // SAFETY: it was just mapped.
    unsafe { unmap(memory, layout.size()) };
    let size = layout.size().checked_add(layout.align())?;
    let memory = map(size)?;
    let before = memory.align_offset(layout.align());
    // SAFETY: the offset to the next multiple of the alignment is at most the alignment.
    let aligned = unsafe { memory.add(before) };
    // SAFETY: the part before the aligned address was just mapped.
    unsafe { unmap(memory, before) };
    // SAFETY: what is left behind lies inside the mapping.
    let behind = unsafe { aligned.add(layout.size()) };
    // SAFETY: the part behind was just mapped.
    unsafe { unmap(behind, layout.align() - before) };
    Some(aligned)
}

/// # Safety
/// 1. The memory was taken with this layout and is used no more.
pub(super) unsafe fn give_back(memory: NonNull<u8>, layout: Layout) {
    // SAFETY: by 1.
    unsafe { unmap(memory, layout.size()) }
}

/// # Safety
/// 1. The memory was taken with this layout.
#[cfg(target_os = "linux")]
pub(super) unsafe fn prefer_large_pages(memory: NonNull<u8>, layout: Layout) {
    // SAFETY: by 1. the memory is mapped; the advice changes nothing that a program can read.
    unsafe { libc::madvise(memory.as_ptr().cast(), layout.size(), libc::MADV_HUGEPAGE) };
}

/// Does nothing: there is no such advice, or none that is known here.
///
/// # Safety
/// 1. The memory was taken with this layout.
#[cfg(not(target_os = "linux"))]
pub(super) unsafe fn prefer_large_pages(_memory: NonNull<u8>, _layout: Layout) {}

fn map(size: usize) -> Option<NonNull<u8>> {
    let (protection, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANON);
    // SAFETY: a new mapping that is asked for at no address touches nothing that exists.
    let memory = unsafe { libc::mmap(ptr::null_mut(), size, protection, flags, -1, 0) };
    if memory == libc::MAP_FAILED { None } else { NonNull::new(memory.cast()) }
}

/// # Safety
/// 1. The memory was mapped by `map`, whole or as a part of it, and is used no more.
unsafe fn unmap(memory: NonNull<u8>, size: usize) {
    if size > 0 {
        // SAFETY: by 1. A failure would leave the memory mapped, which harms nobody.
        unsafe { libc::munmap(memory.as_ptr().cast(), size) };
    }
}
