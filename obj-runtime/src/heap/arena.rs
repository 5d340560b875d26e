//! Arenas: 1 MiB of memory cut into pages, and the table that says which of them are in use.

use std::alloc::{self, Layout};
use std::cell::Cell;
use std::ptr::NonNull;

use super::page::PAGE_SIZE;

/// The size and alignment of an arena.
pub(crate) const ARENA_SIZE: usize = 1024 * 1024;
const PAGES: usize = ARENA_SIZE / PAGE_SIZE;
const ALL_FREE: u64 = u64::MAX;
const _: () = assert!(PAGES == 64);

/// The memory of an arena, and which of its pages are free.
pub(crate) struct Arena {
    memory: NonNull<u8>,
    /// Bit *i*: page *i* is free, so its description may not be read.
    free: Cell<u64>,
    /// Whether it stands in the heap's list of arenas with free pages.
    pub(crate) available: Cell<bool>,
}

const LAYOUT: Layout = match Layout::from_size_align(ARENA_SIZE, ARENA_SIZE) {
    Ok(layout) => layout,
    Err(_) => panic!("the size of an arena is a power of two"),
};

impl Arena {
    /// Memory for 64 pages. It is not touched.
    pub(crate) fn new() -> Self {
        // SAFETY: the layout has a size.
        let memory = unsafe { alloc::alloc(LAYOUT) };
        let Some(memory) = NonNull::new(memory) else { alloc::handle_alloc_error(LAYOUT) };
        Self { memory, free: Cell::new(ALL_FREE), available: Cell::new(false) }
    }

    /// The address of its first page.
    pub(crate) fn base(&self) -> usize {
        self.memory.addr().get()
    }

    /// The memory of a page that was free and now is not.
    pub(crate) fn take_page(&self) -> Option<NonNull<u8>> {
        let index = self.free.get().trailing_zeros() as usize;
        if index == PAGES {
            return None;
        }
        self.free.set(self.free.get() & !(1 << index));
        Some(self.page(index))
    }

    /// Makes a page free that was in use.
    pub(crate) fn give_back(&self, page: NonNull<u8>) {
        let index = (page.addr().get() - self.base()) / PAGE_SIZE;
        debug_assert!(self.free.get() & (1 << index) == 0, "a page is given back once");
        self.free.set(self.free.get() | 1 << index);
    }

    pub(crate) fn is_unused(&self) -> bool {
        self.free.get() == ALL_FREE
    }

    /// The pages in use.
    pub(crate) fn pages(&self) -> impl Iterator<Item = NonNull<u8>> {
        let free = self.free.get();
        (0..PAGES).filter(move |index| free & (1 << index) == 0).map(|index| self.page(index))
    }

    /// The page in use in which an address lies.
    pub(crate) fn page_at(&self, address: usize) -> Option<NonNull<u8>> {
        let index = (address - self.base()) / PAGE_SIZE;
        (self.free.get() & (1 << index) == 0).then(|| self.page(index))
    }

    fn page(&self, index: usize) -> NonNull<u8> {
        // SAFETY: the index is below 64, so the page lies inside the arena.
        unsafe { self.memory.add(index * PAGE_SIZE) }
    }
}

impl Drop for Arena {
    fn drop(&mut self) {
        // SAFETY: the memory was allocated with this layout, and an arena is dropped only when no
        // page of it is in use.
        unsafe { alloc::dealloc(self.memory.as_ptr(), LAYOUT) }
    }
}
