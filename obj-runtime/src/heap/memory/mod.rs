//! Memory for arenas and huge objects: aligned like an arena, and back with the system once it is not used.
//!
//! It is mapped, not allocated, where there is a call for that: an allocator that has to align blocks of megabytes among its
//! others keeps the gaps, and a program whose heap grows and shrinks would grow without end.

#[cfg(any(not(any(unix, windows)), miri))]
mod allocated;
#[cfg(all(unix, not(miri)))]
mod unix;
#[cfg(all(windows, not(miri)))]
mod windows;

use std::alloc::{Layout, handle_alloc_error};

#[cfg(any(not(any(unix, windows)), miri))]
pub(crate) use allocated::Memory;
#[cfg(all(unix, not(miri)))]
pub(crate) use unix::Memory;
#[cfg(all(windows, not(miri)))]
pub(crate) use windows::Memory;

use super::arena::ARENA_SIZE;

/// Lengths are multiples of this: no system has larger pages for ordinary memory, and Windows hands out addresses in these.
const GRANULE: usize = 64 * 1024;

/// The size of a large page, where there are some.
#[cfg(feature = "parcel")]
pub(crate) const LARGE_PAGE: usize = ARENA_SIZE;

/// Memory of at least `bytes` bytes, aligned to the size of an arena. Its content is anything.
///
/// # Panics
/// If `bytes` is more than an address can count.
pub(crate) fn take(bytes: usize) -> Memory {
    let layout = layout(bytes);
    Memory::take(layout).unwrap_or_else(|| handle_alloc_error(layout))
}

/// The same, in the large pages of the system, if it has some: the last one as well, if half of it is asked for.
#[cfg(feature = "parcel")]
pub(crate) fn take_large_pages(bytes: usize) -> Memory {
    let rest = bytes % LARGE_PAGE;
    let memory = take(if rest < LARGE_PAGE / 2 { bytes } else { bytes.saturating_add(LARGE_PAGE - rest) });
    memory.prefer_large_pages();
    memory
}

fn layout(bytes: usize) -> Layout {
    let layout = bytes.checked_next_multiple_of(GRANULE).map(|size| Layout::from_size_align(size, ARENA_SIZE));
    let Some(Ok(layout)) = layout else { panic!("an object of {bytes} bytes is too large") };
    layout
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_aligned_and_writable_from_end_to_end() {
        let ways: &[fn(usize) -> Memory] = &[
            take,
            #[cfg(feature = "parcel")]
            take_large_pages,
        ];
        let sizes = [ARENA_SIZE, 3 * ARENA_SIZE / 2, 3 * ARENA_SIZE + 1, 5];
        for (bytes, take) in sizes.into_iter().flat_map(|bytes| ways.iter().map(move |take| (bytes, take))) {
            let taken: Vec<_> = (0..3).map(|_| take(bytes)).collect();
            for memory in taken {
                assert!(memory.start().addr().get().is_multiple_of(ARENA_SIZE));
                // SAFETY: all the bytes lie inside, and are nobody else's.
                unsafe { memory.start().write_bytes(1, bytes) };
            }
        }
    }

    #[test]
    #[should_panic(expected = "is too large")]
    fn more_than_an_address_can_count_is_refused() {
        drop(take(usize::MAX));
    }
}
