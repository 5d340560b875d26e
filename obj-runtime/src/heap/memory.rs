//! Memory for arenas and huge objects: aligned like an arena, and back with the system once it is not used.
//!
//! It is mapped, not allocated: an allocator that has to align blocks of megabytes among its others keeps the gaps, and
//! a program whose heap grows and shrinks would grow without end.

use std::alloc::{Layout, handle_alloc_error};
use std::ptr::NonNull;

use super::arena::ARENA_SIZE;

/// Lengths are multiples of this: no system has larger pages for ordinary memory.
const GRANULE: usize = 64 * 1024;

/// Memory of at least `bytes` bytes, aligned to the size of an arena. Its content is anything.
///
/// # Panics
/// If `bytes` is more than an address can count.
pub(crate) fn take(bytes: usize) -> NonNull<u8> {
    let layout = layout(bytes);
    system::take(layout).unwrap_or_else(|| handle_alloc_error(layout))
}

/// Gives memory back.
///
/// # Safety
/// 1. It is that of a `take` of as many bytes, and it is used no more.
pub(crate) unsafe fn give_back(memory: NonNull<u8>, bytes: usize) {
    // SAFETY: by 1.
    unsafe { system::give_back(memory, layout(bytes)) }
}

/// Asks the system to back memory with its large pages: fewer faults, and fewer addresses to look up. It is a wish.
///
/// # Safety
/// 1. The memory is that of a `take` of as many bytes, and was not given back.
pub(crate) unsafe fn prefer_large_pages(memory: NonNull<u8>, bytes: usize) {
    // SAFETY: by 1.
    unsafe { system::prefer_large_pages(memory, layout(bytes)) }
}

fn layout(bytes: usize) -> Layout {
    let layout = bytes.checked_next_multiple_of(GRANULE).map(|size| Layout::from_size_align(size, ARENA_SIZE));
    let Some(Ok(layout)) = layout else { panic!("an object of {bytes} bytes is too large") };
    layout
}

#[cfg(all(unix, not(miri)))]
mod system {
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
    pub(super) unsafe fn prefer_large_pages(memory: NonNull<u8>, layout: Layout) {
        #[cfg(target_os = "linux")]
        // SAFETY: by 1. the memory is mapped; the advice changes nothing that a program can read.
        unsafe {
            libc::madvise(memory.as_ptr().cast(), layout.size(), libc::MADV_HUGEPAGE)
        };
    }

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
}

#[cfg(not(all(unix, not(miri))))]
mod system {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_aligned_and_writable_from_end_to_end() {
        for bytes in [ARENA_SIZE, 3 * ARENA_SIZE + 1, 5] {
            let taken: Vec<_> = (0..3).map(|_| take(bytes)).collect();
            for memory in taken {
                assert!(memory.addr().get().is_multiple_of(ARENA_SIZE));
                // SAFETY: the last byte lies inside.
                let last = unsafe { memory.add(bytes - 1) };
                // SAFETY: as above.
                unsafe { last.write(1) };
                // SAFETY: it was taken so, and is used no more.
                unsafe { give_back(memory, bytes) };
            }
        }
    }

    #[test]
    #[should_panic(expected = "is too large")]
    fn more_than_an_address_can_count_is_refused() {
        take(usize::MAX);
    }
}
