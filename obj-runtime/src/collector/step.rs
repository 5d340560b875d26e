//! `gc::step`: a full collection in small parts.
//!
//! A *round* takes the candidates (*search*), follows handles from them, and keeps a tally of each object: how many handles
//! to it were found (*closure*). Objects with more handles than that are held from outside, and so is what they reach
//! (*rescue*). Between two steps the program runs, so the tallies may be out of date: an object that is left over is only
//! *suspected*. The suspects alone are then checked again in one go, in the collector's table. Garbage that was there when
//! the round began cannot change, so it is among them, without a write barrier; and whatever a handle is dropped to
//! meanwhile is a candidate of the next round.
//!
//! Tallies lie beside the pages. An object that dies takes its tally with it, and so does a page that is given back.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Instant;

use super::callbacks::{self, Phase};
use super::generation::{Generation, Pauses};
use super::of_thread::Running;
use super::release::{self, Released};
use super::table::{Entry, Table};
use super::{Collector, adapt_to_full, with_table};
use crate::ground::unraisable::{Panic, keep_first};
use crate::header::{CountWord, FlagWord, ObjectPtr};
use crate::heap::Heap;
use crate::heap::candidates::NewMarks;
use crate::heap::page::PagePtr;
use crate::heap::round::RoundPlace;
use crate::trace::Tracer;

/// The round has entered the object.
const ENTERED: u32 = 1 << 31;
/// Its handles have been followed.
const FOLLOWED: u32 = 1 << 30;
/// It is held from outside, or reached from what is.
const RESCUED: u32 = 1 << 29;
/// It was a candidate.
const CANDIDATE: u32 = 1 << 28;
/// The handles found; at this number they are no longer counted.
const HANDLES_FOUND: u32 = CANDIDATE - 1;

/// How far a collection in parts has come.
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// let progress = gc::step(1_000);
/// assert!(progress.is_done() && progress.collected() == 0);      // there is nothing to do
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    is_done: bool,
    collected: usize,
}

impl Progress {
    /// Whether the round is over; the next step begins another.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::gc;
    /// while !gc::step(1_000).is_done() {
    ///     // the program goes on
    /// }
    /// ```
    #[must_use]
    pub fn is_done(self) -> bool {
        self.is_done
    }

    /// The garbage freed by this step, counted as [`gc::collect`](crate::gc::collect) does.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::gc;
    /// assert_eq!(gc::step(1_000).collected(), 0);
    /// ```
    #[must_use]
    pub fn collected(self) -> usize {
        self.collected
    }
}

/// What the round does next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Search,
    Close,
    RescueHeld,
    RescueReachable,
    Suspect,
    Weigh,
    Recheck,
}

/// A collection in parts that is under way.
pub(crate) struct Round {
    stage: Stage,
    heap: &'static Heap,
    /// Of the pages that the round knows (those that had candidates, then those with tallies), the one that is next.
    next_page: usize,
    /// Entered objects whose handles are yet to be followed.
    pending: Vec<RoundPlace>,
    suspects: Vec<RoundPlace>,
    tracer: Tracer,
    candidates: usize,
    new_marks: NewMarks,
    entered: usize,
    /// Objects that own much, and how many of them are yet to be weighed again.
    owners: usize,
    unweighed: usize,
    pauses: Pauses,
}

/// One step, of a new round if none is under way.
pub(crate) fn step(budget: usize) -> Progress {
    let (heap, collector) = (Heap::current(), Collector::current());
    heap.repeat_end();
    let idle = Progress { is_done: true, collected: 0 };
    let Some(running) = Running::start(collector, heap) else { return idle };
    let start = Instant::now();
    let taken = collector.round.take();
    let mut panic = None;
    let mut round = taken.unwrap_or_else(|| {
        keep_first(&mut panic, callbacks::call(Phase::Start, Generation::Full, &Released::default()));
        Box::new(Round::begin(heap))
    });
    let worked = catch_unwind(AssertUnwindSafe(|| round.work(budget)));
    let progress = match worked {
        Ok(false) => {
            round.pauses.add(start.elapsed());
            collector.round.replace(Some(round));
            Progress { is_done: false, collected: 0 }
        }
        Ok(true) => round.end(start, &mut panic),
        Err(trace_panic) => {
            keep_first(&mut panic, Some(trace_panic));
            round.abandon();
            idle
        }
    };
    drop(running);
    match panic {
        Some(panic) => resume_unwind(panic),
        None => progress,
    }
}

/// Gives up the round under way; its candidates are candidates again.
pub(crate) fn abandon() {
    let round = Collector::current().round.take();
    if let Some(round) = round {
        round.abandon();
    }
}

impl Round {
    fn begin(heap: &'static Heap) -> Self {
        heap.candidates.pages(true).for_each(|page| heap.round_pages.add(page));
        Self {
            stage: Stage::Search,
            heap,
            next_page: 0,
            pending: Vec::new(),
            suspects: Vec::new(),
            tracer: Tracer::new(),
            candidates: 0,
            new_marks: heap.candidates.start_round(),
            entered: 0,
            owners: 0,
            unweighed: 0,
            pauses: Pauses::default(),
        }
    }

    /// Works until the budget is used up; returns whether only the suspects are left.
    fn work(&mut self, budget: usize) -> bool {
        let mut budget = budget.max(1);
        while budget > 0 && self.stage != Stage::Recheck {
            let (used, finished) = match self.stage {
                Stage::Search => self.each_page(Self::search),
                Stage::Close => self.each_pending(Self::follow),
                Stage::RescueHeld => self.each_page(Self::rescue_externally_held),
                Stage::RescueReachable => self.each_pending(Self::rescue_targets),
                Stage::Suspect => self.each_page(Self::suspect),
                Stage::Weigh => self.weigh_owner(),
                Stage::Recheck => return true,
            };
            budget = budget.saturating_sub(used);
            if finished {
                self.start_next_stage();
            }
        }
        self.stage == Stage::Recheck
    }

    fn start_next_stage(&mut self) {
        self.next_page = 0;
        self.stage = match self.stage {
            Stage::Search => Stage::Close,
            Stage::Close => Stage::RescueHeld,
            Stage::RescueHeld => Stage::RescueReachable,
            Stage::RescueReachable => Stage::Suspect,
            Stage::Suspect => Stage::Weigh,
            Stage::Weigh | Stage::Recheck => Stage::Recheck,
        };
        if self.stage == Stage::Weigh && self.entered > 0 {
            self.owners = self.heap.weights.len();
            self.unweighed = self.owners;
        }
    }

    /// Does `work` on the next page, unless it was given back; returns the number of its slots, and whether there was no page
    /// left.
    fn each_page(&mut self, work: impl FnOnce(&mut Self, PagePtr)) -> (usize, bool) {
        if self.next_page == self.heap.round_pages.len() {
            return (0, true);
        }
        let page = self.heap.round_pages.get(self.next_page);
        self.next_page += 1;
        let Some(page) = page else { return (1, false) };
        work(self, page);
        (page.capacity() as usize, false)
    }

    /// Does `work` on a pending slot, whose object may have died; returns the number of slots, and whether none was left.
    fn each_pending(&mut self, work: impl FnOnce(&mut Self, ObjectPtr)) -> (usize, bool) {
        let Some(place) = self.pending.pop() else { return (0, true) };
        if let Some(slot) = self.heap.round_pages.slot(place) {
            work(self, slot);
        }
        (1, false)
    }

    /// Takes the candidates of a page: they are none any more.
    fn search(&mut self, page: PagePtr) {
        self.heap.candidates.forget_page(page);
        for slot in page.slots() {
            let header = slot.header();
            if header.is_candidate() && !header.has(FlagWord::PERMANENT | FlagWord::HAS_TALLY) {
                header.count.set(header.count.get() | CountWord::SLOW);
                self.candidates += 1;
                self.enter(slot, CANDIDATE);
            }
        }
    }

    fn enter(&mut self, slot: ObjectPtr, tally: u32) {
        let page = PagePtr::of(slot);
        self.heap.round_pages.add(page);
        self.entered += 1;
        slot.header().set(FlagWord::HAS_TALLY);
        page.start_tallies().at(slot).set(ENTERED | tally);
        self.pending.push(page.place_of(slot));
    }

    /// Calls `visit` with what each handle inside an object leads to, if its value may be looked into.
    fn for_each_target(&mut self, slot: ObjectPtr, mut visit: impl FnMut(&mut Self, ObjectPtr)) {
        let header = slot.header();
        if header.count.get() != 0 && !header.has(FlagWord::EXCLUSIVE) {
            Entry::of(slot).trace_by_call(&mut self.tracer);
        }
        let mut found = std::mem::take(&mut self.tracer.found);
        found.drain(..).for_each(|target| visit(self, target));
        self.tracer.found = found;
    }

    /// Follows the handles inside an object, unless it has died or they were followed before.
    fn follow(&mut self, slot: ObjectPtr) {
        let Some(tally) = tally_of(slot) else { return };
        if tally.get() & (ENTERED | FOLLOWED) != ENTERED {
            return;
        }
        tally.set(tally.get() | FOLLOWED);
        self.for_each_target(slot, Self::visit_target);
    }

    /// Counts a handle, and enters what it leads to.
    fn visit_target(&mut self, target: ObjectPtr) {
        let header = target.header();
        if !header.has(FlagWord::TRACKED) || header.has(FlagWord::PERMANENT) {
            return;
        }
        if !header.has(FlagWord::HAS_TALLY) {
            self.enter(target, 0);
        }
        if let Some(tally) = tally_of(target)
            && tally.get() & HANDLES_FOUND != HANDLES_FOUND
        {
            tally.set(tally.get() + 1);
        }
    }

    /// Rescues the objects of a page that are held from outside.
    fn rescue_externally_held(&mut self, page: PagePtr) {
        let Some(tallies) = page.tallies() else { return };
        for slot in page.slots() {
            let tally = tallies.at(slot);
            let header = slot.header();
            if tally.get() & ENTERED != 0
                && (header.count() > tally.get() & HANDLES_FOUND || header.has(FlagWord::EXCLUSIVE))
            {
                self.rescue_object(slot, tally);
            }
        }
    }

    fn rescue_object(&mut self, slot: ObjectPtr, tally: &Cell<u32>) {
        tally.set(tally.get() | RESCUED);
        self.pending.push(PagePtr::of(slot).place_of(slot));
    }

    /// Rescues what the handles inside a rescued object lead to, unless it has died.
    fn rescue_targets(&mut self, slot: ObjectPtr) {
        if tally_of(slot).is_none_or(|tally| tally.get() & RESCUED == 0) {
            return;
        }
        self.for_each_target(slot, |round, target| {
            if let Some(tally) = tally_of(target)
                && tally.get() & (ENTERED | RESCUED) == ENTERED
            {
                round.rescue_object(target, tally);
            }
        });
    }

    /// Clears the tallies of what was rescued on a page; the rest is suspected.
    fn suspect(&mut self, page: PagePtr) {
        let Some(tallies) = page.tallies() else { return };
        for slot in page.slots() {
            let tally = tallies.at(slot);
            if tally.get() & RESCUED != 0 {
                tally.set(0);
                slot.header().clear(FlagWord::HAS_TALLY);
            } else if tally.get() & ENTERED != 0 {
                self.suspects.push(page.place_of(slot));
            }
        }
    }

    /// Weighs one of the objects that own much; returns that it was one, and whether none was left.
    fn weigh_owner(&mut self) -> (usize, bool) {
        if self.unweighed == 0 {
            return (0, true);
        }
        self.unweighed -= 1;
        self.heap.weights.weigh_next();
        (1, false)
    }

    /// Forgets the tallies; returns the suspects that have not died.
    fn take_suspects(&mut self) -> Vec<Entry> {
        let pages = &self.heap.round_pages;
        let mut alive = Vec::with_capacity(self.suspects.len());
        for slot in self.suspects.drain(..).filter_map(|place| pages.slot(place)) {
            let had_tally = tally_of(slot).is_some_and(|tally| tally.replace(0) != 0);
            if had_tally {
                slot.header().clear(FlagWord::HAS_TALLY);
            }
            if had_tally && slot.header().count.get() != 0 {
                alive.push(Entry::of(slot));
            }
        }
        pages.clear();
        alive
    }

    /// Checks the suspects again and releases those that nobody holds.
    fn end(&mut self, start: Instant, panic: &mut Option<Panic>) -> Progress {
        let heap = self.heap;
        heap.candidates.end_round(self.new_marks);
        let suspects = self.take_suspects();
        let mut released = recheck(heap, &suspects);
        released.candidates = self.candidates;
        let collector = Collector::current();
        adapt_to_full(heap, self.entered, released.collected, self.owners);
        collector.stats.borrow_mut()[Generation::Full.index()].add(&released, self.pauses.and(start.elapsed()));
        keep_first(panic, released.panic.take());
        keep_first(panic, callbacks::call(Phase::Stop, Generation::Full, &released));
        Progress { is_done: true, collected: released.collected }
    }

    /// Clears all tallies and makes candidates of those that were.
    fn abandon(self) {
        let pages = &self.heap.round_pages;
        for page in (0..pages.len()).filter_map(|index| pages.get(index)) {
            let Some(tallies) = page.tallies() else { continue };
            for slot in page.slots() {
                let tally = tallies.at(slot).replace(0);
                if tally != 0 {
                    slot.header().clear(FlagWord::HAS_TALLY);
                }
                if tally & CANDIDATE != 0 {
                    self.heap.candidates.mark_again(slot);
                }
            }
        }
        pages.clear();
    }
}

/// The tally of an object, if its page has tallies.
fn tally_of<'a>(slot: ObjectPtr) -> Option<&'a Cell<u32>> {
    PagePtr::of(slot).tally_of(slot)
}

/// Releases those of the suspects that only suspects hold; the others are candidates again.
fn recheck(heap: &'static Heap, suspects: &[Entry]) -> Released {
    let candidates = &heap.candidates;
    let release = |table: &mut Table| {
        let survivors = table.take_survivors();
        survivors.iter().for_each(|entry| candidates.mark_again(entry.pointer()));
        release::release(heap, table)
    };
    with_table(heap, |table| table.recheck(suspects, 0, candidates.stamp()), release).unwrap_or_else(Released::of_panic)
}
