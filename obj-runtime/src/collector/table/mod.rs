//! The collector's table: the objects that a collection looks at.
//!
//! While an object is in the table, its header counts the handles not found yet, in the place of the stamp: they are met in
//! any order, and the header is what a handle leads to. The count itself is never touched, so a panic of a hand-written
//! `trace` loses nothing.

mod close;
mod count;
mod entry;
mod rescue;
mod search;

use std::num::Wrapping;

use hashbrown::HashMap;

use self::count::FLAGS_FOR_RELEASE;
pub(crate) use self::entry::Entry;
use self::search::Wanted;
use crate::header::{GARBAGE, HeaderPtr, PERMANENT, SLOW, STAMP, STAYS_YOUNG};
use crate::heap::AddressHasher;
use crate::heap::page::PagePtr;
use crate::trace::Tracer;

/// Which objects the closure enters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scope {
    /// Those made since the last collection.
    Young,
    /// All.
    Full,
    /// Only those in the table already.
    Given,
}

/// So much may be found before it is looked at, so that the processor can wait for the memory of several objects at once.
const MANY_FOUND: usize = 64;

/// The objects that a collection looks at.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
    tracer: Tracer,
    /// Objects that were met, and whose handles have not been followed: by the rescue, and by the search those that have no
    /// place among the entries yet.
    stack: Vec<Entry>,
    /// The pages that are looked at in order.
    scanned: Vec<PagePtr>,
    /// The handles not found yet of objects that have more than a header can count.
    many: HashMap<usize, u32, AddressHasher>,
    /// The stamp of young objects.
    stamp: u32,
    roots: usize,
    looked: usize,
    /// Entries that the last full collection used.
    kept: usize,
    rescued: usize,
    /// Those rescued that still are candidates.
    candidates: usize,
    /// `SLOW`, if what is rescued is no longer a candidate.
    settles: u32,
    /// The handles to objects of the table that were not found inside them. (Programs can forget more than a `usize` counts.)
    outside: Wrapping<u64>,
    /// The flags among `FLAGS_FOR_RELEASE` that objects had when they were entered.
    flags_seen: u32,
    /// Objects of the table whose values may not be looked into: an `ObjMut` guard is open.
    guarded: Vec<Entry>,
    /// Whether values were asked for their handles. A `trace` written by hand may visit a handle twice.
    asked: bool,
    /// What handles lead to that is not in the table.
    left_out: Vec<HeaderPtr>,
}

/// Entries kept allocated between collections whatever their size.
const KEPT_CAPACITY: usize = 1 << 16;

impl Table {
    pub(crate) const fn new() -> Self {
        Self {
            entries: Vec::new(),
            tracer: Tracer::new(),
            stack: Vec::new(),
            scanned: Vec::new(),
            many: HashMap::with_hasher(AddressHasher),
            stamp: 0,
            roots: 0,
            looked: 0,
            kept: 0,
            rescued: 0,
            candidates: 0,
            settles: 0,
            outside: Wrapping(0),
            flags_seen: 0,
            guarded: Vec::new(),
            asked: false,
            left_out: Vec::new(),
        }
    }

    /// Finds out which of the objects that the candidates on `pages` reach are held from outside. `heap` is the size in
    /// bytes of all pages with objects that may be in cycles.
    pub(crate) fn look(&mut self, pages: impl Iterator<Item = PagePtr>, scope: Scope, stamp: u32, heap: usize) {
        let wanted = match scope {
            Scope::Young => Wanted { mask: PERMANENT | STAMP, flags: stamp },
            Scope::Full | Scope::Given => Wanted { mask: PERMANENT, flags: 0 },
        };
        self.stamp = stamp;
        self.settles = if scope == Scope::Young { 0 } else { SLOW };
        self.roots = 0;
        if scope == Scope::Full {
            self.look_in_order(pages, wanted, heap);
        } else {
            pages.for_each(|page| self.enter_wanted(page, wanted));
            self.close(scope, 0);
        }
        self.looked = self.entries.len();
        if scope == Scope::Full {
            self.kept = self.looked;
        }
        self.rescue(0);
    }

    /// Examines these objects alone; the collector has `own` handles to each. Those that are young stay so.
    pub(crate) fn look_again(&mut self, objects: &[Entry], own: u32, stamp: u32) {
        self.stamp = stamp;
        self.settles = SLOW;
        self.forget_what_was_met();
        for entry in objects {
            let is_young = entry.header().high.get() & STAMP == stamp;
            self.enter(entry.pointer(), own);
            if is_young {
                entry.header().set(STAYS_YOUNG);
            }
        }
        self.close(Scope::Given, 0);
        self.rescue(own);
    }

    /// The number of objects that the search started from.
    pub(crate) fn roots(&self) -> usize {
        self.roots
    }

    /// The number of objects that the search reached.
    pub(crate) fn looked(&self) -> usize {
        self.looked
    }

    /// Takes out what was rescued; the rest is garbage and stays in the table. Returns the number of survivors that
    /// still are candidates: none, after a full collection.
    pub(crate) fn settle(&mut self) -> usize {
        if self.rescued == self.entries.len() {
            self.entries.clear();
        } else if self.rescued > 0 {
            self.entries.retain(|entry| !entry.is_rescued());
        }
        self.candidates
    }

    /// Restores the headers and calls `tell` with all objects, which may have been candidates.
    pub(crate) fn give_up(&mut self, mut tell: impl FnMut(HeaderPtr)) {
        // Handles may have led to objects on pages that were not scanned yet.
        let slots = self.scanned.iter().flat_map(|page| page.slots()).map(Entry::of);
        let is_begun = |entry: &Entry| !entry.is_rescued() || entry.is_overdrawn();
        let begun = slots.filter(|entry| entry.header().low.get() != 0 && is_begun(entry));
        for entry in begun.chain(self.stack.drain(..)).chain(self.guarded.drain(..)).chain(self.entries.drain(..)) {
            if is_begun(&entry) {
                entry.restore(self.stamp);
            }
            tell(entry.pointer());
        }
        self.left_out.clear();
        self.end_scan();
    }

    /// Restores the headers of the garbage, before user code runs.
    pub(crate) fn flag_garbage(&self) {
        for entry in &self.entries {
            entry.restore(self.stamp);
            entry.header().set(GARBAGE);
        }
    }

    /// What the handles inside the garbage lead to that is not garbage, if that is known: a handle each, in order.
    pub(crate) fn left_out(&self) -> Option<&[HeaderPtr]> {
        (self.rescued == 0).then_some(&self.left_out)
    }

    /// Whether any of the objects entered had some of `flags`, which are among `FLAGS_FOR_RELEASE`.
    pub(crate) fn any_had(&self, flags: u32) -> bool {
        debug_assert!(flags & !FLAGS_FOR_RELEASE == 0);
        self.flags_seen & flags != 0
    }

    /// Takes out what was rescued.
    pub(crate) fn take_rescued(&mut self) -> Vec<Entry> {
        let (rescued, left): (Vec<_>, Vec<_>) = self.entries.drain(..).partition(|entry| entry.is_rescued());
        self.entries = left;
        rescued
    }

    /// A collection has nothing to look at.
    pub(crate) fn look_at_nothing(&mut self, scope: Scope) {
        if scope == Scope::Full && self.kept > KEPT_CAPACITY {
            self.kept = 0;
            self.reuse();
        }
    }

    /// Empties the table. Its memory is kept as far as this collection, or the last full one, has used it.
    pub(crate) fn reuse(&mut self) {
        let kept = self.kept.max(self.looked).max(KEPT_CAPACITY);
        self.entries.clear();
        self.entries.shrink_to(kept);
        self.stack.clear();
        self.stack.shrink_to(kept);
        self.guarded.shrink_to(KEPT_CAPACITY);
        self.tracer.found.clear();
        self.tracer.found.shrink_to(KEPT_CAPACITY);
        self.forget_what_was_met();
        self.left_out.shrink_to(KEPT_CAPACITY);
        self.looked = 0;
    }

    fn forget_what_was_met(&mut self) {
        self.outside = Wrapping(0);
        self.flags_seen = 0;
        self.asked = false;
        self.left_out.clear();
        self.many = HashMap::with_hasher(AddressHasher);
    }
}
