//! Doubly linked lists of pages, so that a page leaves one in constant time.

use std::cell::Cell;
use std::marker::PhantomData;

use super::page::{Links, Marked, Page, PagePtr};

/// Which links of a page a list uses: a page is in one list by each.
pub(crate) trait LinkedBy {
    fn links(page: &Page) -> &Links;
}

/// As a page with free slots.
pub(crate) struct Partial;

/// As a page in which candidates were marked.
pub(crate) struct Candidates;

impl LinkedBy for Partial {
    fn links(page: &Page) -> &Links {
        &page.partial
    }
}

impl LinkedBy for Candidates {
    fn links(page: &Page) -> &Links {
        &page.listed
    }
}

/// A list of pages.
pub(crate) struct Linked<L> {
    first: Cell<Option<PagePtr>>,
    by: PhantomData<L>,
}

impl<L: LinkedBy> Linked<L> {
    pub(crate) const fn new() -> Self {
        Self { first: Cell::new(None), by: PhantomData }
    }

    /// Adds a page that is in no list by these links.
    pub(crate) fn add(&self, page: PagePtr) {
        let next = self.first.replace(Some(page));
        let links = L::links(&page);
        links.previous.set(None);
        links.next.set(next);
        if let Some(next) = next {
            L::links(&next).previous.set(Some(page));
        }
    }

    /// Removes a page that is in this list.
    pub(crate) fn remove(&self, page: PagePtr) {
        let links = L::links(&page);
        let (previous, next) = (links.previous.get(), links.next.get());
        match previous {
            Some(previous) => L::links(&previous).next.set(next),
            None => self.first.set(next),
        }
        if let Some(next) = next {
            L::links(&next).previous.set(previous);
        }
    }

    /// Takes out the first page.
    pub(crate) fn pop(&self) -> Option<PagePtr> {
        let page = self.first.get()?;
        self.remove(page);
        Some(page)
    }
}

/// The pages in which candidates of one age were marked.
pub(crate) struct PageList {
    kind: Marked,
    pages: Linked<Candidates>,
}

impl PageList {
    pub(crate) const fn new(kind: Marked) -> Self {
        Self { kind, pages: Linked::new() }
    }

    /// Adds a page that is in no list of candidates.
    pub(crate) fn add(&self, page: PagePtr) {
        debug_assert!(page.collection.marked.get() == Marked::No);
        page.collection.marked.set(self.kind);
        self.pages.add(page);
    }

    /// Removes a page that is in this list.
    pub(crate) fn remove(&self, page: PagePtr) {
        debug_assert!(page.collection.marked.get() != Marked::No);
        page.collection.marked.set(Marked::No);
        self.pages.remove(page);
    }

    /// Takes out the first page.
    pub(crate) fn pop(&self) -> Option<PagePtr> {
        let page = self.pages.pop()?;
        page.collection.marked.set(Marked::No);
        Some(page)
    }

    /// The pages in the list.
    pub(crate) fn iter(&self) -> impl Iterator<Item = PagePtr> {
        std::iter::successors(self.pages.first.get(), |page| page.listed.next.get())
    }
}
