//! What a round of `gc::step` knows of pages and their objects.
//!
//! The round refers to pages by number and to objects by page and offset. So a page can be given back while the round is under
//! way: its number names none from then on, and what was known of its objects is gone.

use std::cell::Cell;

use super::beside::OfObjects;
use super::page::{PAGE_SIZE, PagePtr};
use crate::ground::thread_static::Undropped;
use crate::header::{FlagWord, ObjectPtr};

/// The number of a page that the round does not know. That of the first it knows is 1.
pub(super) const IN_NO_ROUND: u32 = 0;

/// Flags of objects of which the heap keeps a number.
pub(crate) const HAS_NUMBERS: u32 = FlagWord::HAS_TALLY | FlagWord::HAS_WEIGHT;

/// The pages that the round under way knows.
#[derive(Default)]
pub(crate) struct RoundPages(Undropped<Vec<Option<PagePtr>>>);

/// An object that the round knows, or knew.
#[derive(Clone, Copy)]
pub(crate) struct RoundPlace {
    page: u32,
    offset: u32,
}

impl RoundPages {
    pub(super) const fn new() -> Self {
        Self(Undropped::new(Vec::new()))
    }

    /// Adds a page, unless the round knows it.
    pub(crate) fn add(&self, page: PagePtr) {
        if page.collection.round_number.get() == IN_NO_ROUND {
            let mut pages = self.0.borrow_mut();
            pages.push(Some(page));
            page.collection.round_number.set(pages.len() as u32);
        }
    }

    /// The number of pages that were added.
    pub(crate) fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// The page that was added after `index` others, unless it was given back.
    pub(crate) fn get(&self, index: usize) -> Option<PagePtr> {
        *self.0.borrow().get(index)?
    }

    /// The slot at a place, unless its page was given back. The object may have died.
    pub(crate) fn slot(&self, place: RoundPlace) -> Option<ObjectPtr> {
        Some(self.get(place.page as usize - 1)?.object(place.offset))
    }

    /// A page is given back.
    pub(super) fn forget(&self, page: PagePtr) {
        if page.collection.round_number.get() != IN_NO_ROUND {
            self.0.borrow_mut()[page.collection.round_number.get() as usize - 1] = None;
            page.leave_round();
        }
    }

    /// The round has ended.
    pub(crate) fn clear(&self) {
        self.0.take().into_iter().flatten().for_each(PagePtr::leave_round);
    }
}

/// A number for each object of a page, 0 for those of which nothing is known.
pub(crate) type Tallies = OfObjects<Cell<u32>, PAGE_SIZE>;

impl PagePtr {
    /// The place of an object of the page, which the round knows.
    pub(crate) fn place_of(self, object: ObjectPtr) -> RoundPlace {
        debug_assert!(self.is_in_round());
        RoundPlace { page: self.collection.round_number.get(), offset: self.offset_of(object) }
    }

    /// Whether the round knows the page.
    pub(crate) fn is_in_round(self) -> bool {
        self.collection.round_number.get() != IN_NO_ROUND
    }

    /// The tallies of the objects of the page, if it has some.
    #[inline]
    pub(crate) fn tallies<'a>(self) -> Option<&'a Tallies> {
        self.collection.tallies.get()
    }

    /// The tallies of a page that the round knows, made if there are none.
    pub(crate) fn start_tallies<'a>(self) -> &'a Tallies {
        debug_assert!(self.is_in_round());
        self.collection.tallies.start(self.least_distance())
    }

    /// The tally of an object of the page, if the page has tallies.
    #[inline]
    pub(crate) fn tally_of<'a>(self, object: ObjectPtr) -> Option<&'a Cell<u32>> {
        self.tallies().map(|tallies| tallies.at(object))
    }

    /// An object dies, or leaves the thread: its tally and its weight go.
    pub(crate) fn forget_numbers(object: ObjectPtr) {
        let (page, header) = (Self::of(object), object.header());
        if header.has(FlagWord::HAS_TALLY) {
            header.clear(FlagWord::HAS_TALLY);
            page.tally_of(object).into_iter().for_each(|tally| tally.set(0));
        }
        page.heap.weights.forget(object);
    }

    /// The round does not know the page any more.
    fn leave_round(self) {
        self.collection.round_number.set(IN_NO_ROUND);
        self.collection.tallies.end();
    }
}
