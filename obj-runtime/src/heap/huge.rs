//! Objects too large for an arena: one allocation each, aligned and begun like an arena.

use std::alloc::{self, Layout};
use std::ptr::NonNull;

use super::arena::ARENA_SIZE;
use super::page::{PagePtr, first_offset_of_huge};
use super::{Heap, SlotShape};

fn layout(bytes: usize) -> Layout {
    Layout::from_size_align(bytes, ARENA_SIZE).unwrap_or_else(|_| panic!("an object of {bytes} bytes is too large"))
}

impl Heap {
    /// Memory for the description of a huge object and its slot; answers with its length, too.
    pub(crate) fn take_huge_memory(shape: SlotShape) -> (NonNull<u8>, usize) {
        let bytes = first_offset_of_huge(shape.align).saturating_add(shape.size);
        let layout = layout(bytes);
        // SAFETY: the layout has a size.
        let memory = unsafe { alloc::alloc(layout) };
        let Some(memory) = NonNull::new(memory) else { alloc::handle_alloc_error(layout) };
        (memory, bytes)
    }

    /// Frees the memory of a huge object that is dead.
    pub(crate) fn give_back_huge(&self, page: PagePtr, bytes: usize) {
        let memory = page.arena_memory();
        self.huge.borrow_mut().remove(&memory.addr().get());
        // SAFETY: it was allocated with this layout in `take_huge_memory`, and its object is dead.
        unsafe { alloc::dealloc(memory.as_ptr(), layout(bytes)) }
    }
}
