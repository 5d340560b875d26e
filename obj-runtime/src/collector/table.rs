//! The collector's table: closure, counting and rescue.
//!
//! While an object is in the table, its header counts the handles not found yet, in the place of the stamp: they are met in
//! any order, and the header is what a handle leads to. The count itself is never touched, so a panic of a hand-written
//! `trace` loses nothing.

use std::ptr::NonNull;

use hashbrown::HashMap;

use crate::header::{
    CONDEMNED, CROWDED, EXCLUSIVE, FLAGS, Header, HeaderPtr, IMMORTAL, IN_TABLE, LOOKED_AT, MANY, NOT_ENTERED,
    OLD_STAMP, ONE, ONE_OUTSIDE, OUTSIDE, PERMANENT, SLOW, STAMP, STAYS_YOUNG, TABLED, TRACKED,
};
use crate::heap::AddressHasher;
use crate::heap::page::PagePtr;
use crate::prefetch::prefetch;
use crate::trace::{Tracer, Words};
use crate::type_info::value_of;

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

/// An object under examination.
#[derive(Clone, Copy)]
pub(crate) struct Entry(HeaderPtr);

impl Entry {
    /// An object that is to be examined.
    pub(crate) fn of(header: HeaderPtr) -> Self {
        Self(header)
    }

    pub(crate) fn pointer(self) -> HeaderPtr {
        self.0
    }

    #[inline]
    pub(crate) fn header<'a>(self) -> &'a Header {
        // SAFETY: an object in the table cannot die: no user code runs, or the collector holds it.
        unsafe { self.0.as_ref() }
    }

    pub(crate) fn page(self) -> PagePtr {
        PagePtr::of(self.0)
    }

    /// Gathers what the handles inside the object lead to, if its value may be looked into.
    #[inline]
    fn follow(self, tracer: &mut Tracer) {
        if self.header().has(EXCLUSIVE) {
            return;
        }
        let info = self.page().info;
        match info.pointers.words() {
            // SAFETY: the value is whole, and the map is of its type.
            Some(words) => unsafe { words.of(value_of(self.0)) }.for_each(|target| tracer.find(target)),
            // SAFETY: the value is whole, and the function is of its type.
            None => unsafe { (info.trace)(value_of(self.0), tracer) },
        }
    }

    /// Whether the object was found to be held from outside, or reached from one that is: then it has left the table.
    fn is_rescued(self) -> bool {
        !self.header().has(IN_TABLE)
    }

    /// Whether an object of the table has handles that were not found, or more were found than there are: then nothing is
    /// known of it.
    #[inline]
    fn is_held(self) -> bool {
        let (low, high) = (self.header().low.get(), self.header().high.get());
        let is_overdrawn = (low & LOOKED_AT != 0) & (high & (TABLED | IMMORTAL) == 0);
        (high & (TABLED | OUTSIDE) > TABLED) | (high & CROWDED != 0) | is_overdrawn
    }

    /// Gives the header back as it was, but for the stamp: what was looked at is old, unless it is to stay young.
    #[inline]
    fn restore(self, young: u32) {
        let header = self.header();
        let (low, high) = (header.low.get(), header.high.get());
        let stamp = if high & STAYS_YOUNG == 0 { OLD_STAMP } else { young };
        header.high.set((high & FLAGS & !(CROWDED | STAYS_YOUNG)) | stamp);
        // (`low` of an immortal object is negative as well.)
        header.low.set(if high & IMMORTAL == 0 { low & !LOOKED_AT } else { low });
    }
}

/// Which candidates a collection starts from: those whose flags under `mask` are `flags`.
#[derive(Clone, Copy)]
struct Wanted {
    mask: u32,
    flags: u32,
}

impl Wanted {
    /// Whether a slot is that of a wanted candidate.
    #[inline]
    fn is(self, slot: HeaderPtr) -> bool {
        // SAFETY: a slot that was handed out has a header.
        let header = unsafe { slot.as_ref() };
        header.is_candidate() & (header.high.get() & self.mask == self.flags)
    }

    /// Whether, by a sample, many of the objects of a page are wanted.
    fn are_many(self, page: PagePtr) -> bool {
        let apart = page.row_of_slots().count.div_ceil(SAMPLE).max(1);
        let (mut wanted, mut all) = (0, 0);
        for slot in page.slots().every(apart) {
            all += 1;
            wanted += usize::from(self.is(slot));
        }
        wanted * DENSE > all
    }
}

/// An object is asked for when so many others are to be followed before it.
const AHEAD: usize = 16;

/// So much may be found before it is looked at, so that the processor can wait for the memory of several objects at once.
const MANY_FOUND: usize = 64;

/// Where candidates are many, a full collection looks at all objects of their pages: their neighbours lead to most of the
/// others, and it is faster to look at memory in the order of its addresses. Many are one in so many objects of a page,
const DENSE: usize = 8;
/// and such pages are one in so many bytes of the heap.
const MOST: usize = 4;

/// Few are less than one in so many.
const FEW: usize = 4;

/// So many slots of a page tell whether candidates are many.
const SAMPLE: usize = 32;

/// The objects that a collection looks at.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
    tracer: Tracer,
    /// Rescued entries whose handles have not been followed.
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
    /// The handles to objects of the table that were not found inside them.
    outside: usize,
    flags: u32,
    /// Whether values were asked for their handles. A `trace` written by hand may visit a handle twice.
    asked: bool,
    /// What handles lead to that is not in the table.
    left_out: Vec<HeaderPtr>,
}

/// Which objects are entered when a handle leads to them: those whose flags under `mask` are `flags`.
#[derive(Clone, Copy)]
struct Reach {
    mask: u32,
    flags: u32,
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
            outside: 0,
            flags: 0,
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

    /// Enters the wanted candidates of all pages and what they reach; with them, where they are many, the other objects of
    /// their pages.
    fn look_in_order(&mut self, pages: impl Iterator<Item = PagePtr>, wanted: Wanted, heap: usize) {
        let (mut dense, others): (Vec<_>, Vec<_>) = pages.partition(|page| wanted.are_many(*page));
        let others = if dense.iter().map(|page| page.extent().bytes()).sum::<usize>() > heap / MOST {
            dense.sort_unstable_by_key(|page| page.address());
            dense.iter().for_each(|page| page.is_scanned.set(true));
            self.scanned = dense;
            others
        } else {
            dense.into_iter().chain(others).collect()
        };
        for index in 0..self.scanned.len() {
            self.scan(self.scanned[index]);
        }
        self.end_scan();
        let next = self.entries.len();
        self.entries.append(&mut self.stack);
        others.into_iter().for_each(|page| self.enter_wanted(page, wanted));
        self.close(Scope::Full, next);
    }

    fn end_scan(&mut self) {
        std::mem::take(&mut self.scanned).into_iter().for_each(|page| page.is_scanned.set(false));
    }

    /// Enters all objects of a page and follows their handles.
    fn scan(&mut self, page: PagePtr) {
        let (words, reach) = (page.info.pointers.words(), self.reach(Scope::Full));
        for slot in page.slots() {
            // SAFETY: a slot that was handed out has a header.
            let header = unsafe { slot.as_ref() };
            // (In a free slot the flags are part of an offset.)
            if !header.has(IN_TABLE) || header.low.get() == 0 {
                if !header.may_be_looked_at() {
                    continue;
                }
                self.outside += self.begin(slot, 0);
            }
            self.roots += usize::from(header.low.get() & SLOW == 0);
            self.entries.push(Entry(slot));
            self.follow::<true>(Entry(slot), words, reach);
        }
        self.meet_found::<true>(reach);
    }

    fn enter_wanted(&mut self, page: PagePtr, wanted: Wanted) {
        for slot in page.slots() {
            if wanted.is(slot) {
                self.roots += 1;
                self.enter(slot, 0);
            }
        }
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

    /// Enters an object that no handle led to; so many of its handles are known.
    #[inline]
    fn enter(&mut self, pointer: HeaderPtr, known: u32) {
        self.entries.push(Entry(pointer));
        self.outside += self.begin(pointer, known);
    }

    /// Begins to count the handles of an object that was just entered; answers with how many are outside.
    #[inline(always)]
    fn begin(&mut self, pointer: HeaderPtr, known: u32) -> usize {
        // SAFETY: candidates and targets of handles are there.
        let header = unsafe { pointer.as_ref() };
        let (low, high) = (header.low.get(), header.high.get());
        self.flags |= high;
        if (high & (EXCLUSIVE | IMMORTAL) != 0) | (low >= MANY * ONE) {
            return self.begin_crowded(header, known);
        }
        let outside = low / ONE - known;
        header.low.set(low | LOOKED_AT);
        header.high.set(TABLED | (outside * ONE_OUTSIDE) | (high & FLAGS));
        outside as usize
    }

    /// The same of an object that is held whatever is found, or has too many handles for its header.
    #[cold]
    #[inline(never)]
    fn begin_crowded(&mut self, header: &Header, known: u32) -> usize {
        let (low, high) = (header.low.get(), header.high.get());
        header.high.set((high & FLAGS) | CROWDED);
        if high & IMMORTAL == 0 {
            header.low.set(low | LOOKED_AT);
        }
        if high & (EXCLUSIVE | IMMORTAL) != 0 {
            return 1;
        }
        self.set_outside(header, low / ONE - known);
        (low / ONE - known) as usize
    }

    /// Notes how many handles to an object are not found yet.
    fn set_outside(&mut self, header: &Header, handles: u32) {
        let flags = header.high.get() & FLAGS & !CROWDED;
        if handles < MANY {
            header.high.set(TABLED | (handles * ONE_OUTSIDE) | flags);
        } else {
            header.high.set(CROWDED | flags);
            self.many.insert(std::ptr::from_ref(header).addr(), handles);
        }
    }

    /// One of the handles to an object of the table is inside another.
    #[inline(always)]
    fn found_inside(&mut self, header: &Header) {
        let high = header.high.get();
        if high & TABLED != 0 {
            debug_assert!(high & OUTSIDE != 0, "`trace` visited more handles than there are");
            header.high.set(high - ONE_OUTSIDE);
        } else {
            self.found_one_of_many(header);
        }
    }

    /// The same of a crowded object; answers whether it counts.
    #[cold]
    #[inline(never)]
    fn found_one_of_many(&mut self, header: &Header) -> bool {
        let address = std::ptr::from_ref(header).addr();
        // Objects that are held whatever is found have no number.
        let Some(handles) = self.many.get_mut(&address) else { return false };
        *handles -= 1;
        let handles = *handles;
        if handles < MANY {
            self.many.remove(&address);
            self.set_outside(header, handles);
        }
        true
    }

    fn reach(&self, scope: Scope) -> Reach {
        match scope {
            Scope::Young => Reach { mask: NOT_ENTERED | STAMP, flags: TRACKED | self.stamp },
            Scope::Full => Reach { mask: NOT_ENTERED, flags: TRACKED },
            Scope::Given => Reach { mask: 0, flags: 1 },
        }
    }

    /// Follows the handles of the entries from `next` on, enters what they lead to, and subtracts them from what is outside.
    fn close(&mut self, scope: Scope, mut next: usize) {
        let reach = self.reach(scope);
        // Neighbours are often on one page; what is known of it need not be waited for each time.
        let (mut neighbour, mut words) = (NonNull::dangling(), None);
        loop {
            while let Some(&entry) = self.entries.get(next) {
                if let Some(soon) = self.entries.get(next + AHEAD) {
                    prefetch(soon.pointer().as_ptr());
                }
                next += 1;
                if !PagePtr::is_shared(neighbour, entry.pointer()) {
                    (neighbour, words) = (entry.pointer(), entry.page().info.pointers.words());
                }
                self.follow::<false>(entry, words, reach);
            }
            if self.tracer.found.is_empty() {
                return;
            }
            self.meet_found::<false>(reach);
        }
    }

    /// Meets what the handles of an object lead to: those that the map of its type names at once, others some time.
    #[inline(always)]
    fn follow<const SCANS: bool>(&mut self, entry: Entry, words: Option<Words>, reach: Reach) {
        if entry.header().has(EXCLUSIVE) {
            return;
        }
        if let Some(words) = words {
            // SAFETY: the value is whole, and the map is of its type.
            self.meet::<SCANS>(unsafe { words.of(value_of(entry.0)) }, reach);
        } else {
            // SAFETY: the value is whole, and the function is of its type.
            unsafe { (entry.page().info.trace)(value_of(entry.0), &mut self.tracer) };
            self.asked = true;
            if self.tracer.found.len() >= MANY_FOUND {
                self.meet_found::<SCANS>(reach);
            }
        }
    }

    /// Meets what was found.
    fn meet_found<const SCANS: bool>(&mut self, reach: Reach) {
        let mut found = std::mem::take(&mut self.tracer.found);
        self.meet::<SCANS>(found.drain(..), reach);
        self.tracer.found = found;
    }

    /// Meets what handles lead to. While it `SCANS` pages, what is on them is entered by `scan`, in order.
    #[inline(always)]
    fn meet<const SCANS: bool>(&mut self, targets: impl Iterator<Item = HeaderPtr>, reach: Reach) {
        let mut outside = self.outside;
        for target in targets {
            // SAFETY: a handle's object is there.
            let header = unsafe { target.as_ref() };
            let high = header.high.get();
            if high & TABLED != 0 {
                debug_assert!(high & OUTSIDE != 0, "`trace` visited more handles than there are");
                header.high.set(high - ONE_OUTSIDE);
                outside -= 1;
            } else if high & reach.mask == reach.flags {
                if !SCANS {
                    self.entries.push(Entry(target));
                } else if !PagePtr::of(target).is_scanned.get() {
                    self.stack.push(Entry(target));
                }
                outside += self.begin(target, 1);
            } else if high & CROWDED != 0 {
                outside -= usize::from(self.found_one_of_many(header));
            } else {
                self.left_out.push(target);
            }
        }
        self.outside = outside;
    }

    /// Lets go of all that is held from outside, and all it reaches; the collector has `own` handles to each object.
    fn rescue(&mut self, own: u32) {
        (self.rescued, self.candidates) = (0, 0);
        if self.outside == 0 && !self.asked {
            return;
        }
        self.let_go_of_held();
        let left = self.entries.len() - self.rescued;
        if left * FEW < self.entries.len() {
            // The handles that the few do not have among themselves are those of the rescued.
            self.stack.clear();
            if left > 0 {
                self.count_again(own);
                self.let_go_of_held();
            }
        }
        self.let_go_of_reached();
    }

    /// An object is held, or reached from one that is.
    #[inline(always)]
    fn let_go(&mut self, entry: Entry) {
        entry.restore(self.stamp);
        let low = &entry.header().low;
        low.set(low.get() | self.settles);
        self.candidates += usize::from(low.get() & SLOW == 0);
        self.rescued += 1;
        self.stack.push(entry);
    }

    /// Lets go of the objects that are held from outside.
    fn let_go_of_held(&mut self) {
        for index in 0..self.entries.len() {
            let entry = self.entries[index];
            if entry.is_held() {
                self.let_go(entry);
            }
        }
    }

    /// Counts the handles to what is left that are not inside of what is left.
    fn count_again(&mut self, own: u32) {
        let left: Vec<Entry> = self.entries.iter().filter(|entry| !entry.is_rescued()).copied().collect();
        for entry in &left {
            self.set_outside(entry.header(), entry.header().count() - own);
        }
        for entry in left {
            entry.follow(&mut self.tracer);
            for found in 0..self.tracer.found.len() {
                // SAFETY: a handle's object is there.
                let header = unsafe { self.tracer.found[found].as_ref() };
                if header.has(IN_TABLE) {
                    self.found_inside(header);
                }
            }
            self.tracer.found.clear();
        }
    }

    /// Lets go of all that was reached from what was let go of.
    fn let_go_of_reached(&mut self) {
        while !self.stack.is_empty() {
            while let Some(entry) = self.stack.pop() {
                entry.follow(&mut self.tracer);
                if self.tracer.found.len() >= MANY_FOUND {
                    break;
                }
            }
            let mut found = std::mem::take(&mut self.tracer.found);
            for target in found.drain(..) {
                // SAFETY: a handle's object is there.
                if unsafe { target.as_ref() }.has(IN_TABLE) {
                    self.let_go(Entry(target));
                }
            }
            self.tracer.found = found;
        }
    }

    /// Takes out what was rescued; the rest is condemned and stays in the table. Answers with the number of survivors that
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
        let slots = self.scanned.iter().flat_map(|page| page.slots()).map(Entry);
        let begun = slots.filter(|entry| entry.header().low.get() != 0 && !entry.is_rescued());
        for entry in begun.chain(self.stack.drain(..)).chain(self.entries.drain(..)) {
            if !entry.is_rescued() {
                entry.restore(self.stamp);
            }
            tell(entry.pointer());
        }
        self.left_out.clear();
        self.end_scan();
    }

    /// Restores the headers of the condemned, before user code runs.
    pub(crate) fn show_condemned(&self) {
        for entry in &self.entries {
            entry.restore(self.stamp);
            entry.header().set(CONDEMNED);
        }
    }

    /// What the handles inside the condemned lead to that is not condemned, if that is known: a handle each, in order.
    pub(crate) fn left_out(&self) -> Option<&[HeaderPtr]> {
        (self.rescued == 0).then_some(&self.left_out)
    }

    /// Whether any of the objects entered had some of `flags`.
    pub(crate) fn any_had(&self, flags: u32) -> bool {
        self.flags & flags != 0
    }

    /// Takes out what was rescued.
    pub(crate) fn take_rescued(&mut self) -> Vec<Entry> {
        let (rescued, left): (Vec<_>, Vec<_>) = self.entries.drain(..).partition(|entry| entry.is_rescued());
        self.entries = left;
        rescued
    }

    /// How many objects of the table, none of them rescued, would have died by counting alone: those
    /// without handles, and those that only such objects held. The collector holds each once.
    pub(crate) fn dead_by_counting(&mut self) -> usize {
        for index in 0..self.entries.len() {
            let entry = self.entries[index];
            if entry.is_rescued() {
                continue;
            }
            let handles = entry.header().count() - 1;
            self.set_outside(entry.header(), handles);
            if handles == 0 {
                self.stack.push(entry);
            }
        }
        let mut dead = 0;
        while let Some(entry) = self.stack.pop() {
            dead += 1;
            entry.follow(&mut self.tracer);
            for found in 0..self.tracer.found.len() {
                let target = self.tracer.found[found];
                // SAFETY: a handle's object is there.
                let header = unsafe { target.as_ref() };
                if header.has(IN_TABLE) {
                    self.found_inside(header);
                    if !header.has(CROWDED | OUTSIDE) {
                        self.stack.push(Entry(target));
                    }
                }
            }
            self.tracer.found.clear();
        }
        dead
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
        self.tracer.found.clear();
        self.tracer.found.shrink_to(KEPT_CAPACITY);
        self.forget_what_was_met();
        self.left_out.shrink_to(KEPT_CAPACITY);
        self.looked = 0;
    }

    fn forget_what_was_met(&mut self) {
        self.outside = 0;
        self.flags = 0;
        self.asked = false;
        self.left_out.clear();
        self.many = HashMap::with_hasher(AddressHasher);
    }
}
