//! The candidates of a thread: objects that lost a handle and lived on, and may now be part of a cycle that nobody holds.
//!
//! The objects themselves carry the mark; here are the pages on which some were marked, young candidates apart from old
//! ones. Where the collector starts, and what it does with them, it knows itself.

use std::cell::Cell;

use super::lists::PageList;
use super::page::{MOST_IN_PAGE, Marked, PagePtr};
use crate::header::{CountWord, FlagWord, ObjectPtr};

/// The alarm of a threshold that is no less than the objects of a page.
const NO_ALARM: usize = usize::MAX;

/// The pages with candidates, and the stamp of objects made now.
pub(crate) struct Candidates {
    /// What the header of a tracked object made now begins with: its stamp, and `TRACKED`.
    stamp_and_tracked: Cell<u32>,
    young_pages: PageList,
    old_pages: PageList,
    /// Marks since the last collection.
    marks: Cell<usize>,
    /// Marks at which the next object is to ask whether a collection is due, if that is less than a page of objects;
    /// otherwise objects ask soon enough, with each page.
    alarm: Cell<usize>,
    /// Old objects marked on pages without young candidates, and candidates that survived, since the last full
    /// collection.
    old: Cell<usize>,
    /// How often a collection, or a part of one, has begun.
    examinations: Cell<usize>,
}

/// How many candidates were new at a time, and which objects are made then.
#[derive(Clone, Copy)]
pub(crate) struct NewMarks {
    count: usize,
    stamp: u32,
}

impl Candidates {
    pub(crate) const fn new() -> Self {
        Self {
            stamp_and_tracked: Cell::new(FlagWord::FIRST_STAMP | FlagWord::TRACKED),
            young_pages: PageList::new(Marked::Young),
            old_pages: PageList::new(Marked::Old),
            marks: Cell::new(0),
            alarm: Cell::new(NO_ALARM),
            old: Cell::new(0),
            examinations: Cell::new(0),
        }
    }

    /// The stamp of objects made now.
    #[inline]
    pub(crate) fn stamp(&self) -> u32 {
        self.stamp_and_tracked.get() & FlagWord::STAMP
    }

    /// The flags of tracked objects made now, apart from those that their type adds.
    #[inline]
    pub(crate) fn stamp_and_tracked(&self) -> u32 {
        self.stamp_and_tracked.get()
    }

    /// An object of `page` has become a candidate.
    #[inline]
    pub(crate) fn mark(&self, page: PagePtr, object: ObjectPtr) {
        self.marks.set(self.marks.get() + 1);
        if page.collection.marked.get() != Marked::Young {
            self.list(page, object);
        }
    }

    /// Sees to it that a page with a new candidate is in the list where the next collection will find it.
    #[inline(never)]
    fn list(&self, page: PagePtr, object: ObjectPtr) {
        let is_listed = page.collection.marked.get() == Marked::Old && !self.is_young(object);
        let is_more_to_do = page.light.are_weighed() | (self.marks.get() == self.alarm.get()) | page.heap.has_ended();
        if is_listed && !is_more_to_do {
            self.old.set(self.old.get() + 1);
        } else {
            self.list_and_weigh(page, object);
        }
    }

    /// Whether an object was made since the last collection.
    #[inline]
    fn is_young(&self, object: ObjectPtr) -> bool {
        object.header().flags.get() & FlagWord::STAMP == self.stamp()
    }

    /// Puts a page with a new candidate into its list, and weighs what that owns.
    #[inline(never)]
    fn list_and_weigh(&self, page: PagePtr, object: ObjectPtr) {
        page.heap.repeat_end();
        let young = self.is_young(object);
        match (page.collection.marked.get(), young) {
            (Marked::No, true) => self.add_young(page),
            (Marked::Old, true) => {
                self.old_pages.remove(page);
                self.add_young(page);
            }
            (Marked::Young | Marked::Watched, _) => {}
            (marked, false) => {
                self.old.set(self.old.get() + 1);
                if marked == Marked::No {
                    self.old_pages.add(page);
                    page.light.weigh_again();
                }
            }
        }
        let is_heavy = page.light.are_weighed() && self.weigh(page, object);
        if is_heavy || self.marks.get() == self.alarm.get() {
            page.ask_with_next_object();
        }
    }

    /// Weighs a candidate. Where some in a row own little, the others of the page are not.
    fn weigh(&self, page: PagePtr, object: ObjectPtr) -> bool {
        let is_heavier = page.heap.weights.weigh(object);
        page.light.add(!object.header().has(FlagWord::HAS_WEIGHT));
        if !page.light.are_weighed() && page.collection.marked.get() == Marked::Watched {
            page.collection.marked.set(self.kind_of_young(page));
        }
        is_heavier
    }

    fn add_young(&self, page: PagePtr) {
        self.young_pages.add(page);
        page.light.weigh_again();
        page.collection.marked.set(self.kind_of_young(page));
    }

    /// Whether there is more to do at every mark on a page.
    fn kind_of_young(&self, page: PagePtr) -> Marked {
        if page.light.are_weighed() || self.alarm.get() != NO_ALARM { Marked::Watched } else { Marked::Young }
    }

    /// The number of young candidates at which a collection is due.
    pub(crate) fn set_threshold(&self, candidates: usize) {
        self.alarm.set(if candidates < MOST_IN_PAGE { candidates.max(1) } else { NO_ALARM });
        self.young_pages.iter().for_each(|page| page.collection.marked.set(self.kind_of_young(page)));
    }

    /// Makes a candidate of an object that was taken from the candidates, or could not become one.
    pub(crate) fn mark_again(&self, pointer: ObjectPtr) {
        let header = pointer.header();
        if !header.is_immortal() {
            header.count.set(header.count.get() & !CountWord::SLOW);
            self.mark(PagePtr::of(pointer), pointer);
        }
    }

    /// Takes a page out of its list: it is given back, or its candidates are candidates no longer.
    pub(crate) fn forget_page(&self, page: PagePtr) {
        match page.collection.marked.get() {
            Marked::No => {}
            Marked::Old => self.old_pages.remove(page),
            Marked::Young | Marked::Watched => self.young_pages.remove(page),
        }
    }

    /// A collection, or a part of one, begins: what were candidates may be none behind it.
    pub(crate) fn examine(&self) {
        self.examinations.set(self.examinations.get().wrapping_add(1));
    }

    /// How often that was.
    #[cfg(feature = "serde")]
    pub(crate) fn examinations(&self) -> usize {
        self.examinations.get()
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
        self.stamp_and_tracked.set(FlagWord::next_stamp(self.stamp()) | FlagWord::TRACKED);
    }

    /// A collection has failed: its candidates, which still are some, do not make another one due.
    pub(crate) fn forget_marks(&self) {
        self.marks.set(0);
    }

    /// A stepped collection begins with all candidates: the old ones among them do not make another one due. Returns how many are new.
    pub(crate) fn start_round(&self) -> NewMarks {
        self.old.set(0);
        NewMarks { count: self.marks.get(), stamp: self.stamp() }
    }

    /// A stepped collection that began with so many new candidates has examined them. (A young collection has done so before, if
    /// there was one.)
    pub(crate) fn end_round(&self, begun_with: NewMarks) {
        if self.stamp() == begun_with.stamp {
            self.marks.set(self.marks.get().saturating_sub(begun_with.count));
        }
    }
}
