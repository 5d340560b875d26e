//! Objects too large for an arena: one allocation each, aligned and begun like an arena.

use std::ptr::NonNull;

use super::page::{PagePtr, first_offset_of_huge};
use super::{Heap, SlotShape, memory};

impl Heap {
    /// Memory for the description of a huge object and its slot, and its length in bytes.
    pub(crate) fn take_huge_memory(shape: SlotShape) -> (NonNull<u8>, usize) {
        let bytes = first_offset_of_huge(shape.align).saturating_add(shape.size);
        (memory::take(bytes), bytes)
    }

    /// Frees the memory of a huge object that is dead.
    pub(crate) fn give_back_huge(&self, page: PagePtr, bytes: usize) {
        let memory = page.arena_memory();
        let mut huge = self.huge.borrow_mut();
        huge.remove(&memory.addr().get());
        if self.has_ended() {
            huge.shrink_to_fit();
        }
        // SAFETY: it was taken so in `take_huge_memory`, and its object is dead.
        unsafe { memory::give_back(memory, bytes) }
    }
}
