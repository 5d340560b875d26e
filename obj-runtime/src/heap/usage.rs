//! How much memory the objects of a thread take.

use super::Heap;
use super::arena::ARENA_SIZE;
use super::page::PagePtr;

/// What the objects of a heap take at a moment.
#[derive(Default, Debug)]
pub(crate) struct Usage {
    pub(crate) objects: usize,
    /// The slots of the objects.
    pub(crate) live_bytes: usize,
    /// What was taken from the system for objects.
    pub(crate) reserved_bytes: usize,
}

impl Heap {
    /// Takes time proportional to the number of pages.
    pub(crate) fn usage(&self) -> Usage {
        let huge: usize = self.huge.borrow().values().map(|huge| huge.region.size).sum();
        let reserved_bytes = self.arenas.borrow().len() * ARENA_SIZE + huge + self.huge_reserve.borrow().bytes();
        let mut usage = Usage { reserved_bytes, ..Usage::default() };
        for page in self.pages() {
            let objects = page.used() as usize;
            usage.objects += objects;
            usage.live_bytes += objects * bytes_of_slot(page);
        }
        usage
    }
}

fn bytes_of_slot(page: PagePtr) -> usize {
    match page.row_of_slots().distance {
        // The page is that of one large object.
        1 => page.extent().bytes(),
        distance => distance,
    }
}
