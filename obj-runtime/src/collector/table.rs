//! The collector's table: closure, counting and rescue.
//!
//! While an object is in the table, its header counts the handles not found yet, in the place of the stamp: they are met in
//! any order, and the header is what a handle leads to. The count itself is never touched, so a panic of a hand-written
//! `trace` loses nothing. An object that leaves the table was made, so its stamp says, just before the collection.

use hashbrown::HashMap;

use crate::header::{
    CONDEMNED, CROWDED, EXCLUSIVE, FLAGS, Header, HeaderPtr, IMMORTAL, IN_TABLE, LOOKED_AT, MANY, ONE, ONE_OUTSIDE,
    OUTSIDE, PERMANENT, RESCUED, SLOW, STAMP, TABLED, TRACKED,
};
use crate::heap::AddressHasher;
use crate::heap::page::PagePtr;
use crate::prefetch::prefetch;
use crate::trace::Tracer;
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

    pub(crate) fn header<'a>(self) -> &'a Header {
        // SAFETY: an object in the table cannot die: no user code runs, or the collector holds it.
        unsafe { self.0.as_ref() }
    }

    pub(crate) fn page(self) -> PagePtr {
        PagePtr::of(self.0)
    }

    /// Calls `visit` with what the handles inside the object lead to, if its value may be looked into.
    #[inline(always)]
    fn follow(self, tracer: &mut Tracer, mut visit: impl FnMut(HeaderPtr)) {
        if self.header().has(EXCLUSIVE) {
            return;
        }
        let info = self.page().info;
        if let Some(pointers) = info.pointers.words() {
            // SAFETY: the value is whole, and the map is of its type.
            unsafe { pointers.of(value_of(self.0)) }.for_each(visit);
        } else {
            // SAFETY: the value is whole, and the function is of its type.
            unsafe { (info.trace)(value_of(self.0), tracer) };
            tracer.found.drain(..).for_each(|target| visit(target));
        }
    }

    /// Whether the object is held from outside, or reached from one that is.
    fn is_rescued(self) -> bool {
        self.header().has(RESCUED)
    }

    /// Gives the header back as it was, with this stamp.
    fn restore(self, stamp: u32) {
        let header = self.header();
        let (low, high) = (header.low.get(), header.high.get());
        header.high.set((high & FLAGS & !(CROWDED | RESCUED)) | stamp);
        if high & IMMORTAL == 0 {
            header.low.set(low & !LOOKED_AT);
        }
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
        let sample = page.slots().step_by(apart);
        let (mut wanted, mut all) = (0, 0);
        for slot in sample {
            all += 1;
            wanted += usize::from(self.is(slot));
        }
        wanted * DENSE > all
    }
}

/// An object is asked for when so many others are to be followed before it.
const AHEAD: usize = 16;

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
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
    tracer: Tracer,
    /// Rescued entries whose handles have not been followed.
    stack: Vec<Entry>,
    /// The handles not found yet of objects that have more than a header can count.
    many: HashMap<usize, u32, AddressHasher>,
    /// The stamp of objects that leave the table.
    stamp: u32,
    roots: usize,
    looked: usize,
    /// Entries that the last full collection used.
    kept: usize,
    rescued: usize,
    /// The handles to objects of the table that were not found inside them.
    outside: usize,
    flags: u32,
    /// Whether some handle leads out of the table.
    leads_out: bool,
}

/// Which objects are entered when a handle leads to them: those whose flags under `mask` are `flags`.
#[derive(Clone, Copy)]
struct Reach {
    mask: u32,
    flags: u32,
}

/// Entries kept allocated between collections whatever their size.
const KEPT_CAPACITY: usize = 1 << 16;

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

impl Table {
    pub(crate) const fn new() -> Self {
        Self {
            entries: Vec::new(),
            tracer: Tracer::new(),
            stack: Vec::new(),
            many: HashMap::with_hasher(AddressHasher),
            stamp: 0,
            roots: 0,
            looked: 0,
            kept: 0,
            rescued: 0,
            outside: 0,
            flags: 0,
            leads_out: false,
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
        self.roots = 0;
        if scope == Scope::Full {
            self.enter_in_order(pages, wanted, heap);
        } else {
            pages.for_each(|page| self.enter_wanted(page, wanted));
        }
        self.close(scope);
        self.looked = self.entries.len();
        if scope == Scope::Full {
            self.kept = self.looked;
        }
        self.rescue(0);
    }

    /// Enters the wanted candidates of all pages; with them, where they are many, the other objects of their pages.
    fn enter_in_order(&mut self, pages: impl Iterator<Item = PagePtr>, wanted: Wanted, heap: usize) {
        let pages: Vec<_> = pages.map(|page| (page, wanted.are_many(page))).collect();
        let dense: usize = pages.iter().filter(|(_, is_dense)| *is_dense).map(|(page, _)| page.extent().bytes()).sum();
        for (page, is_dense) in pages {
            if is_dense && dense > heap / MOST {
                self.enter_all(page, wanted);
            } else {
                self.enter_wanted(page, wanted);
            }
        }
    }

    fn enter_wanted(&mut self, page: PagePtr, wanted: Wanted) {
        for slot in page.slots() {
            if wanted.is(slot) {
                self.roots += 1;
                self.enter(slot, 0);
            }
        }
    }

    /// Enters all objects of a page.
    fn enter_all(&mut self, page: PagePtr, wanted: Wanted) {
        for slot in page.slots() {
            // SAFETY: a slot that was handed out has a header.
            if unsafe { slot.as_ref() }.may_be_looked_at() {
                self.roots += usize::from(wanted.is(slot));
                self.enter(slot, 0);
            }
        }
    }

    /// Examines these objects alone; the collector has `own` handles to each. Those that live on will have this stamp.
    pub(crate) fn look_again(&mut self, objects: &[Entry], own: u32, stamp: u32) {
        self.stamp = stamp;
        self.outside = 0;
        self.flags = 0;
        self.leads_out = false;
        self.many.clear();
        for entry in objects {
            self.enter(entry.pointer(), own);
        }
        self.close(Scope::Given);
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

    /// Follows every handle, enters what it leads to, and subtracts it from what is outside.
    fn close(&mut self, scope: Scope) {
        let reach = match scope {
            Scope::Young => {
                Reach { mask: IN_TABLE | TRACKED | PERMANENT | STAMP, flags: TRACKED | self.stamp }
            }
            Scope::Full => Reach { mask: IN_TABLE | TRACKED | PERMANENT, flags: TRACKED },
            Scope::Given => Reach { mask: 0, flags: 1 },
        };
        let mut next = 0;
        while let Some(&entry) = self.entries.get(next) {
            if let Some(soon) = self.entries.get(next + AHEAD) {
                prefetch(soon.pointer().as_ptr());
            }
            next += 1;
            if entry.header().has(EXCLUSIVE) {
                continue;
            }
            let info = entry.page().info;
            if let Some(words) = info.pointers.words() {
                // SAFETY: the value is whole, and the map is of its type.
                self.meet(unsafe { words.of(value_of(entry.0)) }, reach);
            } else {
                // SAFETY: the value is whole, and the function is of its type.
                unsafe { (info.trace)(value_of(entry.0), &mut self.tracer) };
                let mut found = std::mem::take(&mut self.tracer.found);
                self.meet(found.drain(..), reach);
                self.tracer.found = found;
            }
        }
    }

    /// Meets what the handles of an object lead to.
    #[inline(always)]
    fn meet(&mut self, targets: impl Iterator<Item = HeaderPtr>, reach: Reach) {
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
                self.entries.push(Entry(target));
                outside += self.begin(target, 1);
            } else if high & CROWDED != 0 {
                outside -= usize::from(self.found_one_of_many(header));
            } else {
                self.leads_out = true;
            }
        }
        self.outside = outside;
    }

    /// Marks all that is held from outside, and all it reaches; the collector has `own` handles to each object.
    fn rescue(&mut self, own: u32) {
        self.rescued = 0;
        if self.outside == 0 {
            return;
        }
        self.mark_held();
        let left = self.entries.len() - self.rescued;
        if left * FEW < self.entries.len() {
            // The handles that the few do not have among themselves are those of the rescued.
            self.stack.clear();
            if left > 0 {
                self.count_again(own);
                self.mark_held();
            }
        }
        self.mark_reached();
    }

    /// Marks the objects that are held from outside.
    fn mark_held(&mut self) {
        for entry in &self.entries {
            let header = entry.header();
            let high = header.high.get();
            let is_held = (high & CROWDED != 0) | (high & (TABLED | OUTSIDE) > TABLED);
            if is_held & (high & RESCUED == 0) {
                header.high.set(high | RESCUED);
                self.stack.push(*entry);
            }
        }
        self.rescued += self.stack.len();
    }

    /// Counts the handles to what is not rescued that are not inside of what is not rescued.
    fn count_again(&mut self, own: u32) {
        let left: Vec<Entry> = self.entries.iter().filter(|entry| !entry.is_rescued()).copied().collect();
        for entry in &left {
            self.set_outside(entry.header(), entry.header().count() - own);
        }
        let mut tracer = std::mem::take(&mut self.tracer);
        for entry in left {
            entry.follow(&mut tracer, |target| {
                // SAFETY: a handle's object is there.
                let header = unsafe { target.as_ref() };
                if header.has(IN_TABLE) && !header.has(RESCUED) {
                    self.found_inside(header);
                }
            });
        }
        self.tracer = tracer;
    }

    /// Marks all that what was marked reaches.
    fn mark_reached(&mut self) {
        let mut tracer = std::mem::take(&mut self.tracer);
        while let Some(entry) = self.stack.pop() {
            entry.follow(&mut tracer, |target| {
                // SAFETY: a handle's object is there.
                let header = unsafe { target.as_ref() };
                let high = header.high.get();
                if (high & IN_TABLE != 0) & (high & RESCUED == 0) {
                    header.high.set(high | RESCUED);
                    self.rescued += 1;
                    self.stack.push(Entry(target));
                }
            });
        }
        self.tracer = tracer;
    }

    /// Gives back what was rescued; what was not is condemned and stays in the table. Answers with the
    /// number of survivors that still are candidates.
    pub(crate) fn settle(&mut self, scope: Scope) -> usize {
        if self.rescued == 0 {
            return 0;
        }
        let mut candidates = 0;
        self.entries.retain(|entry| {
            if !entry.is_rescued() {
                return true;
            }
            entry.restore(self.stamp);
            let header = entry.header();
            if scope == Scope::Full {
                header.low.set(header.low.get() | SLOW);
            } else if header.is_candidate() {
                candidates += 1;
            }
            false
        });
        candidates
    }

    /// Restores the headers of the condemned, before user code runs.
    pub(crate) fn show_condemned(&self) {
        for entry in &self.entries {
            entry.restore(self.stamp);
            entry.header().set(CONDEMNED);
        }
    }

    /// Whether every handle inside the condemned leads to one of them.
    pub(crate) fn is_closed(&self) -> bool {
        !self.leads_out && self.rescued == 0
    }

    /// Whether any of the objects entered had some of `flags`.
    pub(crate) fn any_had(&self, flags: u32) -> bool {
        self.flags & flags != 0
    }

    /// Takes out what was rescued, with restored headers.
    pub(crate) fn take_rescued(&mut self) -> Vec<Entry> {
        let (rescued, left): (Vec<_>, Vec<_>) = self.entries.drain(..).partition(|entry| entry.is_rescued());
        self.entries = left;
        rescued.iter().for_each(|entry| entry.restore(self.stamp));
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
        let mut tracer = std::mem::take(&mut self.tracer);
        let mut dead = 0;
        while let Some(entry) = self.stack.pop() {
            dead += 1;
            entry.follow(&mut tracer, |target| {
                // SAFETY: a handle's object is there.
                let header = unsafe { target.as_ref() };
                if header.has(IN_TABLE) && !header.has(RESCUED) {
                    self.found_inside(header);
                    if header.high.get() & (CROWDED | OUTSIDE) == 0 {
                        self.stack.push(Entry(target));
                    }
                }
            });
        }
        self.tracer = tracer;
        dead
    }

    /// Restores the headers and empties the table.
    pub(crate) fn restore(&mut self) {
        self.entries.iter().for_each(|entry| entry.restore(self.stamp));
        self.reuse();
    }

    /// Empties the table. Its memory is kept as far as this collection, or the last full one, has used it.
    pub(crate) fn reuse(&mut self) {
        self.entries.shrink_to(self.kept.max(self.looked).max(KEPT_CAPACITY));
        self.entries.clear();
        self.stack.clear();
        self.stack.shrink_to(KEPT_CAPACITY);
        self.tracer.found.clear();
        self.tracer.found.shrink_to(KEPT_CAPACITY);
        self.many = HashMap::with_hasher(AddressHasher);
        self.looked = 0;
        self.outside = 0;
        self.flags = 0;
        self.leads_out = false;
    }
}
