//! The candidates of a thread: objects that lost a handle and lived on, and may now be part of a cycle that nobody holds.
//!
//! The objects themselves carry the mark; here are the pages on which some were marked, young candidates apart from old
//! ones. Where the collector starts, and what it does with them, it knows itself.

use std::cell::Cell;

use super::lists::PageList;
use super::page::{Marked, PagePtr};
use crate::header::{FIRST_STAMP, ObjectPtr, SLOW, STAMP, TRACKED, next_stamp};

/// The pages with candidates, and the stamp of objects made now.
pub(crate) struct Candidates {
    /// What the header of a tracked object made now begins with: its stamp, and `TRACKED`.
    stamp_and_tracked: Cell<u32>,
    young_pages: PageList,
    old_pages: PageList,
    /// Marks since the last collection.
    marks: Cell<usize>,
    /// Old objects marked on pages without young candidates, and candidates that survived, since the last full
    /// collection.
    old: Cell<usize>,
}

impl Candidates {
    pub(crate) const fn new() -> Self {
        Self {
            stamp_and_tracked: Cell::new(FIRST_STAMP | TRACKED),
            young_pages: PageList::new(Marked::Young),
            old_pages: PageList::new(Marked::Old),
            marks: Cell::new(0),
            old: Cell::new(0),
        }
    }

    /// The stamp of objects made now.
    #[inline]
    pub(crate) fn stamp(&self) -> u32 {
        self.stamp_and_tracked.get() & STAMP
    }

    /// The flags of tracked objects made now, apart from those that their type adds.
    #[inline]
    pub(crate) fn stamp_and_tracked(&self) -> u32 {
        self.stamp_and_tracked.get()
    }

    /// An object in `page`, made under `stamp`, has become a candidate.
    #[inline]
    pub(crate) fn mark(&self, page: PagePtr, stamp: u32) {
        self.marks.set(self.marks.get() + 1);
        if page.marked.get() != Marked::Young {
            self.list(page, stamp == self.stamp());
        }
    }

    /// Puts a page with a new candidate into the list where the next collection will find it.
    #[inline(never)]
    fn list(&self, page: PagePtr, young: bool) {
        if young {
            if page.marked.get() == Marked::Old {
                self.old_pages.remove(page);
            }
            self.young_pages.add(page);
        } else {
            self.old.set(self.old.get() + 1);
            if page.marked.get() == Marked::No {
                self.old_pages.add(page);
            }
        }
    }

    /// Makes a candidate of an object that was taken from the candidates, or could not become one.
    pub(crate) fn mark_again(&self, pointer: ObjectPtr) {
        let header = pointer.header();
        if !header.is_immortal() {
            header.low.set(header.low.get() & !SLOW);
            self.mark(PagePtr::of(pointer), header.high.get() & STAMP);
        }
    }

    /// Takes a page out of its list: it is given back, or its candidates are candidates no longer.
    pub(crate) fn forget_page(&self, page: PagePtr) {
        match page.marked.get() {
            Marked::No => {}
            Marked::Old => self.old_pages.remove(page),
            Marked::Young => self.young_pages.remove(page),
        }
    }

    /// New marks since the last collection.
    pub(crate) fn marks(&self) -> usize {
        self.marks.get()
    }

    /// The number of old candidates, or less.
    pub(crate) fn old(&self) -> usize {
        self.old.get()
    }

    /// The pages that may hold young candidates, and those `with_old` ones.
    pub(crate) fn pages(&self, with_old: bool) -> impl Iterator<Item = PagePtr> {
        let old_pages = with_old.then(|| self.old_pages.iter());
        self.young_pages.iter().chain(old_pages.into_iter().flatten())
    }

    /// A collection has examined the young candidates, of which `survivors` still are candidates: they are old from now on.
    pub(crate) fn young_become_old(&self, survivors: usize) {
        while let Some(page) = self.young_pages.pop() {
            self.old_pages.add(page);
        }
        self.old.set(self.old.get() + survivors);
        self.start_next_generation();
    }

    /// A collection has examined all candidates: there are none any more.
    pub(crate) fn none_are_left(&self) {
        while self.young_pages.pop().is_some() {}
        while self.old_pages.pop().is_some() {}
        self.old.set(0);
        self.start_next_generation();
    }

    /// Objects made from now on are younger than all others.
    fn start_next_generation(&self) {
        self.marks.set(0);
        self.stamp_and_tracked.set(next_stamp(self.stamp()) | TRACKED);
    }

    /// A collection has failed: its candidates, which still are some, do not make another one due.
    pub(crate) fn forget_marks(&self) {
        self.marks.set(0);
    }

    /// A stepped collection has begun with all candidates: the old ones among them do not make another one due.
    pub(crate) fn forget_old(&self) {
        self.old.set(0);
    }
}
