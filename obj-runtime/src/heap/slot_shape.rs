//! The shape of a slot: its size and alignment, and the pages it needs.

use super::arena::{PAGE_SIZE, PAGES};
use super::page::{LARGEST_ALIGNMENT, LARGEST_SHARED_SLOT};
use crate::header::Header;

/// The longest row of pages for one object.
const LARGEST_ROW: usize = PAGES / 8;

const _: () = assert!(LARGEST_SHARED_SLOT + LARGEST_ALIGNMENT <= PAGE_SIZE);

/// No slot is smaller, so no two objects begin closer to each other.
pub(crate) const LEAST_SLOT: usize = 16;

/// The bytes of a slot before its value.
pub(crate) const fn size_of_header() -> usize {
    size_of::<Header>()
}

/// Size and alignment of the slots of a pool.
#[derive(Clone, Copy)]
pub(crate) struct SlotShape {
    pub(super) size: usize,
    pub(super) align: usize,
}

impl SlotShape {
    /// The slot for a value of this size and alignment.
    ///
    /// # Panics
    /// If the alignment is above 4 KiB.
    pub(crate) const fn of_value(size: usize, align: usize) -> Self {
        assert!(align <= LARGEST_ALIGNMENT, "an object's alignment is at most 4096 bytes");
        let align = if align < align_of::<Header>() { align_of::<Header>() } else { align };
        let size = (size_of::<Header>() + size).next_multiple_of(align);
        Self { size: if size < LEAST_SLOT { LEAST_SLOT } else { size }, align }
    }

    /// A slot of `size` bytes, which are no fewer than the least, aligned to 8.
    pub(crate) const fn of_slot(size: usize) -> Self {
        debug_assert!(size >= LEAST_SLOT);
        Self { size, align: align_of::<Header>() }
    }

    /// Whether a slot has pages of its own.
    pub(crate) const fn is_large(self) -> bool {
        self.size > LARGEST_SHARED_SLOT
    }

    /// The number of pages in a row that the slots need; `None` if an arena is too small for one.
    pub(super) fn row(self) -> Option<u32> {
        if !self.is_large() {
            return Some(1);
        }
        let pages = self.size.saturating_add(self.align).div_ceil(PAGE_SIZE);
        (pages <= LARGEST_ROW).then_some(pages as u32)
    }
}
