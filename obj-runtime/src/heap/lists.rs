//! Doubly linked lists of pages, so that a page leaves one in constant time.

use std::cell::Cell;

use super::page::{Marked, PagePtr};

/// The pages in which candidates were marked.
pub(crate) struct PageList {
    kind: Marked,
    first: Cell<Option<PagePtr>>,
}

impl PageList {
    pub(crate) const fn new(kind: Marked) -> Self {
        Self { kind, first: Cell::new(None) }
    }

    /// Adds a page that is in no list.
    pub(crate) fn add(&self, page: PagePtr) {
        debug_assert!(page.marked.get() == Marked::No);
        page.marked.set(self.kind);
        let next = self.first.replace(Some(page));
        page.listed.previous.set(None);
        page.listed.next.set(next);
        if let Some(next) = next {
            next.listed.previous.set(Some(page));
        }
    }

    /// Removes a page that is in this list.
    pub(crate) fn remove(&self, page: PagePtr) {
        debug_assert!(page.marked.get() == self.kind);
        page.marked.set(Marked::No);
        let (previous, next) = (page.listed.previous.get(), page.listed.next.get());
        match previous {
            Some(previous) => previous.listed.next.set(next),
            None => self.first.set(next),
        }
        if let Some(next) = next {
            next.listed.previous.set(previous);
        }
    }

    /// Takes out the first page.
    pub(crate) fn pop(&self) -> Option<PagePtr> {
        let page = self.first.get()?;
        self.remove(page);
        Some(page)
    }

    /// The pages in the list.
    pub(crate) fn iter(&self) -> impl Iterator<Item = PagePtr> {
        std::iter::successors(self.first.get(), |page| page.listed.next.get())
    }
}
