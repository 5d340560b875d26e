//! Objects too large for an arena: one allocation each, aligned and begun like an arena.

use super::memory::{self, Memory};
use super::page::{PagePtr, first_offset_of_huge};
use super::{Heap, SlotShape};

/// The memory of a huge object, and its description at the start.
pub(super) struct Huge {
    pub(super) memory: Memory,
    pub(super) page: PagePtr,
}

impl Heap {
    /// Memory for the description of a huge object and its slot, and its length in bytes.
    pub(super) fn take_huge_memory(shape: SlotShape) -> (Memory, usize) {
        let bytes = first_offset_of_huge(shape.align).saturating_add(shape.size);
        (memory::take(bytes), bytes)
    }

    /// Frees the memory of a huge object that is dead.
    pub(super) fn give_back_huge(&self, page: PagePtr) {
        let mut huge = self.huge.borrow_mut();
        let memory = huge.remove(&page.arena_memory().addr().get()).map(|huge| huge.memory);
        if self.has_ended() {
            huge.shrink_to_fit();
        }
        drop(memory);
    }
}
