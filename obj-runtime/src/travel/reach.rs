//! Objects that others lead to.
//!
//! They are gone through page by page: what is met on other pages waits until it is their turn. So objects are looked at in the
//! order of their addresses, mostly, whatever the order in which handles lead to them.

use std::collections::VecDeque;
#[cfg(feature = "parcel")]
use std::ops::Range;

use super::numbers::{Row, Slots};
use crate::collector::Entry;
#[cfg(feature = "parcel")]
use crate::handle::Handle;
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::page::PagePtr;
#[cfg(feature = "parcel")]
use crate::object::any::AnyObj;
use crate::trace::Tracer;

/// A handle of one's own to an object that a trace has just found.
#[cfg(feature = "parcel")]
pub(super) fn held(object: ObjectPtr) -> AnyObj {
    // SAFETY: the object is held by what it was found in.
    AnyObj::from_handle(unsafe { Handle::to(object) })
}

/// Traces an object that somebody holds, unless its value is somebody's exclusively.
pub(super) fn trace(object: ObjectPtr, tracer: &mut Tracer) {
    trace_on(PagePtr::of(object), object, tracer);
}

/// The same, of an object on a page that is known.
#[inline]
pub(super) fn trace_on(page: PagePtr, object: ObjectPtr, tracer: &mut Tracer) {
    if !object.header().has(FlagWord::EXCLUSIVE | FlagWord::RESERVED) {
        Entry::of(object).trace_on(page, tracer);
    }
}

/// Which objects are gone through.
pub(super) trait Rule {
    type Problem;
    /// Whether an object is one of them, when it is met for the first time.
    fn takes(&self, object: ObjectPtr) -> bool;
    /// Whether it is the type alone that says so.
    fn goes_by_type(&self, object: ObjectPtr) -> bool;
    /// A handle to another was met.
    fn passes_by(&mut self, _object: ObjectPtr) {}
    /// Whether it is noted what the objects of a page lead to.
    fn notes_edges(&self, page: PagePtr) -> bool;
    /// Finds the handles in an object of a page. Returns whether it is to be looked at again.
    fn look(&mut self, page: PagePtr, object: ObjectPtr, tracer: &mut Tracer) -> Result<bool, Self::Problem>;
}

/// Objects that were reached.
#[derive(Default)]
pub(super) struct Walk {
    /// The numbers of all that was met.
    pub(super) slots: Slots,
    pages: Vec<Met>,
    /// How many handles to an object were met, by its number; 0 for what is passed by.
    pub(super) found: Vec<u32>,
    /// What the handles in an object lead to, by its number, where that is noted; see `Edges`.
    pub(super) edges: Vec<Edges>,
    /// A bit for each slot: the objects that were met, and not looked at yet.
    pending: Vec<u64>,
    /// The places of pages with such objects.
    queue: VecDeque<u32>,
}

/// A page on which objects were met.
struct Met {
    page: PagePtr,
    start: u32,
    /// Where its bits begin among those that are pending.
    pending: usize,
    /// Whether its objects are gone through, if that is the same for all.
    takes_all: Option<bool>,
    notes_edges: bool,
    /// Whether some of its objects are to be looked at again, or have handles to what is passed by.
    is_looked_at_again: bool,
    is_queued: bool,
}

/// What the handles in one object lead to, as a sum that others hardly have.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Edges(u32);

impl Edges {
    /// Those of handles to objects, which are taken from the list.
    #[cfg(feature = "parcel")]
    #[inline]
    pub(super) fn take(objects: &mut Vec<ObjectPtr>) -> Self {
        let mut edges = Self::default();
        while let Some(object) = objects.pop() {
            edges.add(object);
        }
        edges
    }

    /// A handle to an object.
    #[inline]
    pub(super) fn add(&mut self, object: ObjectPtr) {
        // The lowest bits are the same in all addresses.
        let mixed = ((object.address() >> 3) as u32).wrapping_mul(0x9e37_79b1);
        self.0 = self.0.wrapping_add((mixed ^ mixed >> 15).wrapping_mul(0x85eb_ca77));
    }
}

impl Walk {
    /// The objects that are reached from some, which are taken.
    ///
    /// # Errors
    /// The first that `look` gives.
    pub(super) fn from<R: Rule>(start: impl IntoIterator<Item = ObjectPtr>, rule: &mut R) -> Result<Self, R::Problem> {
        let mut walk = Self::default();
        let mut tracer = Tracer::of_strong_handles();
        for object in start {
            walk.meet(object, rule);
        }
        while let Some(place) = walk.queue.pop_front() {
            let place = place as usize;
            match walk.pages[place].notes_edges {
                true => walk.look_at_page::<R, true>(place, &mut tracer, rule)?,
                false => walk.look_at_page::<R, false>(place, &mut tracer, rule)?,
            }
        }
        Ok(walk)
    }

    /// The number of an object, and the place of its page.
    #[inline]
    pub(super) fn enter<R: Rule>(&mut self, object: ObjectPtr, rule: &R) -> (u32, u32) {
        self.slots.find(object).unwrap_or_else(|| self.enter_page(object, rule))
    }

    #[cold]
    fn enter_page<R: Rule>(&mut self, object: ObjectPtr, rule: &R) -> (u32, u32) {
        let Self { slots, pages, found, edges, pending, .. } = self;
        slots.add(object, |page, Row { start, count, .. }| {
            let takes_all = rule.goes_by_type(object).then(|| rule.takes(object));
            let notes_edges = rule.notes_edges(page);
            let pending_from = pending.len();
            pages.push(Met {
                page,
                start,
                pending: pending_from,
                takes_all,
                notes_edges,
                is_looked_at_again: false,
                is_queued: false,
            });
            found.resize((start + count) as usize, 0);
            if notes_edges {
                edges.resize(found.len(), Edges::default());
            }
            pending.resize(pending.len() + count.div_ceil(u64::BITS) as usize, 0);
        })
    }

    /// A handle to an object was met. Returns whether it is gone through.
    #[inline(always)]
    fn meet<R: Rule>(&mut self, object: ObjectPtr, rule: &mut R) -> bool {
        let (number, place) = self.enter(object, rule);
        let found = &mut self.found[number as usize];
        if *found > 0 {
            *found += 1;
            return true;
        }
        let begins = self.begin(object, number, place, rule);
        self.found[number as usize] = u32::from(begins);
        begins
    }

    /// A handle was met to an object that is not known yet, or passed by. Returns whether it is gone through.
    #[inline]
    fn begin<R: Rule>(&mut self, object: ObjectPtr, number: u32, place: u32, rule: &mut R) -> bool {
        let met = &mut self.pages[place as usize];
        if met.takes_all != Some(true) && !takes(rule, object, met.takes_all) {
            return false;
        }
        let bit = number - met.start;
        self.pending[met.pending + (bit / u64::BITS) as usize] |= 1 << (bit % u64::BITS);
        if !std::mem::replace(&mut met.is_queued, true) {
            self.queue.push_back(place);
        }
        true
    }

    /// Looks at the objects of a page that were met; what that finds behind them on the page included.
    fn look_at_page<R: Rule, const NOTES_EDGES: bool>(
        &mut self,
        place: usize,
        tracer: &mut Tracer,
        rule: &mut R,
    ) -> Result<(), R::Problem> {
        let Met { page, start, pending, .. } = self.pages[place];
        self.pages[place].is_queued = false;
        let words = self.slots.rows()[place].count.div_ceil(u64::BITS);
        let mut is_looked_at_again = false;
        for word in 0..words {
            while let bits @ 1.. = self.pending[pending + word as usize] {
                self.pending[pending + word as usize] = bits & (bits - 1);
                let index = word * u64::BITS + bits.trailing_zeros();
                is_looked_at_again |= rule.look(page, page.nth(index), tracer)?;
                let mut edges = Edges::default();
                for &target in &tracer.found {
                    if NOTES_EDGES {
                        edges.add(target);
                    }
                    is_looked_at_again |= !self.meet(target, rule);
                }
                tracer.found.clear();
                if NOTES_EDGES {
                    self.edges[(start + index) as usize] = edges;
                }
            }
        }
        self.pages[place].is_looked_at_again |= is_looked_at_again;
        Ok(())
    }

    /// What the handles in an object lead to, by its number, if that was noted.
    #[cfg(feature = "parcel")]
    #[inline]
    pub(super) fn edges_of(&self, number: u32) -> Edges {
        self.edges.get(number as usize).copied().unwrap_or_default()
    }

    /// The pages on which objects were reached.
    #[cfg(feature = "parcel")]
    pub(super) fn pages(&self) -> impl Iterator<Item = OnPage<'_>> {
        self.pages.iter().zip(self.slots.rows()).map(|(met, row)| OnPage {
            page: met.page,
            start: row.start,
            found: &self.found[row.start as usize..][..row.count as usize],
            is_looked_at_again: met.is_looked_at_again,
        })
    }

    /// The objects and their numbers, which rise. Loops of its own are slower than `for_each`.
    #[cfg(feature = "parcel")]
    pub(super) fn objects(&self) -> impl Iterator<Item = (u32, ObjectPtr)> {
        self.pages().flat_map(OnPage::objects)
    }
}

/// Whether an object is gone through, of a page of which this is known.
#[cold]
fn takes<R: Rule>(rule: &mut R, object: ObjectPtr, takes_all: Option<bool>) -> bool {
    let takes = takes_all.unwrap_or_else(|| rule.takes(object));
    if !takes {
        rule.passes_by(object);
    }
    takes
}

/// Objects of a page that were reached.
#[cfg(feature = "parcel")]
#[derive(Clone, Copy)]
pub(super) struct OnPage<'a> {
    pub(super) page: PagePtr,
    /// The number of the first slot.
    pub(super) start: u32,
    /// Those handles of `Walk::found` that lead to each slot.
    pub(super) found: &'a [u32],
    /// Whether some of them are to be looked at again, or have handles to what is passed by.
    pub(super) is_looked_at_again: bool,
}

#[cfg(feature = "parcel")]
impl<'a> OnPage<'a> {
    /// The numbers of the slots.
    pub(super) fn numbers(self) -> Range<u32> {
        self.start..self.start + self.found.len() as u32
    }

    /// The objects and their numbers, which rise.
    #[inline]
    pub(super) fn objects(self) -> impl Iterator<Item = (u32, ObjectPtr)> + use<'a> {
        let found = self.numbers().zip(self.found).filter(|&(_, &found)| found > 0);
        found.map(move |(number, _)| (number, self.object(number)))
    }

    /// The object of a number.
    #[inline]
    pub(super) fn object(self, number: u32) -> ObjectPtr {
        self.page.nth(number - self.start)
    }
}

/// All that some objects lead to.
#[cfg(feature = "serde")]
pub(super) struct All;

#[cfg(feature = "serde")]
impl Rule for All {
    type Problem = std::convert::Infallible;

    fn takes(&self, _: ObjectPtr) -> bool {
        true
    }

    fn goes_by_type(&self, _: ObjectPtr) -> bool {
        true
    }

    fn notes_edges(&self, _: PagePtr) -> bool {
        false
    }

    fn look(&mut self, page: PagePtr, object: ObjectPtr, tracer: &mut Tracer) -> Result<bool, Self::Problem> {
        trace_on(page, object, tracer);
        Ok(false)
    }
}
