//! The pages of one type and slot size, in one thread.

use std::cell::Cell;

use super::lists::{Linked, Partial};
use super::page::PagePtr;
use super::{Heap, SlotShape, mixed};
use crate::header::FreshSlot;
use crate::heap::type_info::TypeInfo;

/// Where objects of one type and slot size are made.
///
/// A pool is part of a `const`-made thread-local without destructor, so that reaching it is one
/// instruction.
pub(crate) struct Pool {
    /// The page that slots are handed out from.
    current: Cell<PagePtr>,
    /// Pages with free slots, except the current one.
    partial: Linked<Partial>,
    /// Pages in use.
    pages: Cell<u32>,
    /// The next pool in the thread's list; `None` also for the last.
    pub(crate) next: Cell<Option<&'static Pool>>,
    /// Whether the thread's list of pools has it.
    known: Cell<bool>,
    /// Objects of the type in mixed pages, dead ones included.
    mixed: Cell<u8>,
}

impl Default for Pool {
    fn default() -> Self {
        Self::new()
    }
}

impl Pool {
    /// A pool without pages.
    #[must_use]
    pub(crate) const fn new() -> Self {
        Self {
            current: Cell::new(PagePtr::empty()),
            partial: Linked::new(),
            pages: Cell::new(0),
            next: Cell::new(None),
            known: Cell::new(false),
            mixed: Cell::new(0),
        }
    }

    /// Hands out a slot of the current page, if it has one left.
    #[inline]
    pub(crate) fn take_slot(&self) -> Option<FreshSlot> {
        self.current.get().take_slot()
    }

    /// Hands out a slot of a mixed page, if the type has few objects.
    pub(crate) fn take_mixed_slot(&self, info: &'static TypeInfo, shape: SlotShape) -> Option<FreshSlot> {
        let made = self.mixed.get();
        if made == mixed::FEW || !mixed::takes(info, shape) {
            return None;
        }
        self.mixed.set(made + 1);
        Some(mixed::take_slot(info, shape))
    }

    /// Hands out a slot of another page, if the current one is still full.
    pub(crate) fn take_slot_elsewhere(&'static self, info: &'static TypeInfo, shape: SlotShape) -> FreshSlot {
        let heap = Heap::current();
        if shape.is_large() {
            let page = self.new_page(heap, info, shape);
            let slot = page.take_slot().unwrap_or_else(|| unreachable!("a new page has a slot"));
            page.make_large();
            return slot;
        }
        // A collection may have freed slots of the current page.
        if let Some(slot) = self.take_slot() {
            return slot;
        }
        self.retire_current();
        let page = self.partial.pop().unwrap_or_else(|| self.new_page(heap, info, shape));
        page.make_current();
        let slot = page.take_slot().unwrap_or_else(|| unreachable!("a new or partial page has a free slot"));
        self.current.set(page);
        if heap.has_ended() {
            self.retire_partly_used();
        }
        slot
    }

    fn new_page(&'static self, heap: &'static Heap, info: &'static TypeInfo, shape: SlotShape) -> PagePtr {
        if !self.known.replace(true) {
            heap.add_pool(self);
        }
        let page = heap.take_page(self, info, shape);
        self.pages.set(self.pages.get() + 1);
        page
    }

    /// Whether there are pages in use.
    pub(in crate::heap) fn has_pages(&self) -> bool {
        self.pages.get() > 0
    }

    fn give_back(&self, page: PagePtr) {
        self.pages.set(self.pages.get() - 1);
        page.heap.give_back(page);
    }

    fn retire_current(&self) {
        let page = self.current.replace(PagePtr::empty());
        if !page.is_empty_page() {
            page.make_full();
        }
    }

    /// The free that changes what the page is to the pool.
    #[cold]
    #[inline(never)]
    pub(crate) fn freed(&'static self, page: PagePtr) {
        if page.is_current() {
            // `NEVER` has come: billions of frees.
            page.make_current();
            return;
        }
        let used = page.used();
        if used == 0 {
            self.emptied(page);
        } else {
            self.push_partial(page, used);
        }
    }

    /// A page that is not current has no used slot.
    pub(crate) fn emptied(&'static self, page: PagePtr) {
        if page.is_partial() {
            self.partial.remove(page);
        }
        self.give_back(page);
    }

    /// Whether the pool has no pages and the thread's list does not name it.
    pub(crate) fn is_unused(&self) -> bool {
        !self.has_pages() && !self.known.get()
    }

    /// The thread's list of pools no longer names this one.
    pub(crate) fn forgotten(&self) {
        self.next.set(None);
        self.known.set(false);
    }

    /// Retires the current page, which may have free slots, so that it is given back when its last object dies.
    pub(crate) fn retire_partly_used(&'static self) {
        let page = self.current.replace(PagePtr::empty());
        if page.is_empty_page() {
            return;
        }
        let used = page.used();
        if used == page.capacity() {
            page.make_full();
        } else {
            self.push_partial(page, used);
        }
        if used == 0 {
            self.emptied(page);
        }
    }

    /// The page has free slots, and `used` that are handed out.
    fn push_partial(&self, page: PagePtr, used: u32) {
        page.make_partial(used);
        self.partial.add(page);
    }
}
