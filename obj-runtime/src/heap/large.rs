//! Objects too large to share a page: one allocation each, aligned like a page and described like one.

use std::alloc::{self, Layout};
use std::ptr::{self, NonNull};

use super::page::{PAGE_SIZE, PagePtr, first_offset};
use super::pool::Pool;
use super::{Heap, SlotShape};
use crate::type_info::TypeInfo;

fn layout(run: usize) -> Layout {
    Layout::from_size_align(run, PAGE_SIZE).unwrap_or_else(|_| panic!("an object of {run} bytes is too large"))
}

impl Heap {
    /// A page for one large object.
    pub(crate) fn take_large(&'static self, pool: &'static Pool, info: &'static TypeInfo, shape: SlotShape) -> PagePtr {
        let run = (first_offset(shape.align) + shape.size).next_multiple_of(8).max(PAGE_SIZE / 8);
        let page_use = self.page_use(pool, info, shape, ptr::null(), run);
        let layout = layout(run);
        // SAFETY: the layout has a size.
        let memory = unsafe { alloc::alloc(layout) };
        let Some(memory) = NonNull::new(memory) else { alloc::handle_alloc_error(layout) };
        // SAFETY: the memory was just allocated, aligned, and long enough for description and slot.
        let page = unsafe { PagePtr::start(memory, &page_use) };
        page.make_large();
        self.large.borrow_mut().insert(memory.addr().get(), page);
        self.count_slots(page, true);
        page
    }

    /// Frees the page of a large object that is dead.
    pub(crate) fn give_back_large(&self, page: PagePtr) {
        let memory = page.memory();
        self.large.borrow_mut().remove(&memory.addr().get());
        let layout = layout(page.run());
        // SAFETY: it was allocated with this layout in `take_large`, and its object is dead.
        unsafe { alloc::dealloc(memory.as_ptr(), layout) }
    }

    /// The page of a large object whose header lies at an address.
    pub(crate) fn large_page_at(&self, address: usize) -> Option<PagePtr> {
        self.large.borrow().get(&(address & !(PAGE_SIZE - 1))).copied()
    }
}
