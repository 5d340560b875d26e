//! Memory of Unix: `mmap`.

use std::alloc::Layout;
use std::ptr::{self, NonNull};

/// Memory, which the system has back when this is dropped.
///
/// Invariant: it was mapped, whole or as a part of what was, and is nobody else's.
pub(crate) struct Memory {
    start: NonNull<u8>,
    size: usize,
}

impl Memory {
    /// Maps memory. The next mapping usually lies below the last, and is aligned as that; if not, twice as much is
    /// mapped, and what is not wanted given back.
    pub(super) fn take(layout: Layout) -> Option<Self> {
        let memory = Self::map(layout.size())?;
        if memory.start.addr().get().is_multiple_of(layout.align()) {
            return Some(memory);
        }
        drop(memory);
        let mut before = Self::map(layout.size().checked_add(layout.align())?)?;
        let mut aligned = before.split_off(before.start.align_offset(layout.align()));
        drop(aligned.split_off(layout.size()));
        Some(aligned)
    }

    fn map(size: usize) -> Option<Self> {
        let (protection, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANON);
        // SAFETY: a new mapping that is asked for at no address touches nothing that exists.
        let memory = unsafe { libc::mmap(ptr::null_mut(), size, protection, flags, -1, 0) };
        let start = if memory == libc::MAP_FAILED { None } else { NonNull::new(memory.cast()) };
        Some(Self { start: start?, size })
    }

    /// Keeps the first `size` bytes, and returns the others.
    ///
    /// # Panics
    /// If there are fewer.
    fn split_off(&mut self, size: usize) -> Self {
        assert!(size <= self.size, "memory is divided inside");
        // SAFETY: there are as many bytes.
        let rest = Self { start: unsafe { self.start.add(size) }, size: self.size - size };
        self.size = size;
        rest
    }

    /// The first byte.
    pub(crate) fn start(&self) -> NonNull<u8> {
        self.start
    }

    /// Asks the system to back the memory with its large pages: fewer faults, and fewer addresses to look up. It is a wish;
    /// where there is no such advice, or none that is known here, nothing happens.
    pub(crate) fn prefer_large_pages(&self) {
        #[cfg(target_os = "linux")]
        // SAFETY: by the invariant the memory is mapped; the advice changes nothing that a program can read.
        unsafe {
            libc::madvise(self.start.as_ptr().cast(), self.size, libc::MADV_HUGEPAGE)
        };
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        if self.size > 0 {
            // SAFETY: by the invariant. A failure would leave the memory mapped, which harms nobody.
            unsafe { libc::munmap(self.start.as_ptr().cast(), self.size) };
        }
    }
}
