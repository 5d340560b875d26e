//! The collector's table: closure, counting and rescue.
//!
//! While an object is in the table, the high half of its header is its index there. The count in the
//! header is never touched, so a panic of a hand-written `trace` loses nothing.

use crate::header::{
    CONDEMNED, COUNT, EXCLUSIVE, HAS_WEAK, Header, HeaderPtr, IMMORTAL, LOOKED_AT, PERMANENT, SLOW, STAMP, TABLED,
    TRACKED,
};
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

/// An object under examination: sixteen bytes.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) header: HeaderPtr,
    /// The high half of the header as it was, and `SLOW` of the low half in place of `TABLED`.
    high: u32,
    /// Handles not yet found inside the objects of the table.
    pub(crate) outside: u32,
}

/// `outside` of an object that is held from outside whatever is found.
const HELD: u32 = u32::MAX;
/// `outside` of an object reached from one that is held. (No count gets near it.)
const RESCUED: u32 = u32::MAX;

impl Entry {
    /// An object that is to be examined.
    pub(crate) fn of(header: HeaderPtr) -> Self {
        Self { header, high: 0, outside: 0 }
    }

    pub(crate) fn header(&self) -> &Header {
        // SAFETY: an object in the table cannot die: no user code runs, or the collector holds it.
        unsafe { self.header.as_ref() }
    }

    pub(crate) fn page(&self) -> PagePtr {
        PagePtr::of(self.header)
    }

    /// Finds the handles inside the object, if its value may be looked into.
    #[inline]
    fn follow(&self, tracer: &mut Tracer) {
        if self.high & EXCLUSIVE == 0 {
            // SAFETY: the page is that of an object whose value is whole; the function is of its type.
            unsafe { (self.page().info.trace)(value_of(self.header), tracer) };
        }
    }

    /// Whether the object had some of `flags`.
    pub(crate) fn had(&self, flags: u32) -> bool {
        debug_assert!(flags & SLOW == 0);
        self.high & flags != 0
    }

    /// One of the handles is inside an object of the table.
    #[inline]
    fn found_inside(&mut self) {
        debug_assert!(self.outside > 0, "`trace` visited more handles than there are");
        self.outside -= 1;
    }

    /// Gives the header back as it was.
    fn restore(&self) {
        let header = self.header();
        header.high.set(self.high & !TABLED);
        header.low.set((header.low.get() & !LOOKED_AT) | (self.high & SLOW));
    }

    fn is_rescued(&self) -> bool {
        self.outside == RESCUED
    }
}

/// Enters an object into a table and answers with its flags; `found` of its handles are known.
#[inline]
fn enter(entries: &mut Vec<Entry>, pointer: HeaderPtr, found: u32) -> u32 {
    // SAFETY: candidates and targets of handles are there.
    let header = unsafe { pointer.as_ref() };
    let (low, high) = (header.low.get(), header.high.get());
    let held = low & IMMORTAL != 0 || high & EXCLUSIVE != 0;
    let outside = if held { HELD } else { (low & COUNT) - found };
    let index = entries.len();
    assert!(index < TABLED as usize, "a collection looks at no more than 2³¹ objects");
    header.low.set((low & !SLOW) | LOOKED_AT);
    header.high.set(TABLED | index as u32);
    entries.push(Entry { header: pointer, high: high | (low & SLOW), outside });
    high
}

/// Which candidates a collection starts from: those whose flags under `mask` are `flags`.
#[derive(Clone, Copy)]
struct Wanted {
    mask: u32,
    flags: u32,
}

impl Wanted {
    /// The slots of the wanted candidates of a page.
    fn slots(self, page: PagePtr) -> impl Iterator<Item = HeaderPtr> {
        page.slots().filter(move |slot| {
            // SAFETY: a slot that was handed out has a header.
            let header = unsafe { slot.as_ref() };
            header.is_candidate() & (header.high.get() & self.mask == self.flags)
        })
    }
}

/// The index of an object in the table, if it is there.
#[inline]
fn index_of(object: HeaderPtr) -> Option<u32> {
    // SAFETY: a handle's object is there.
    let high = unsafe { object.as_ref() }.high.get();
    (high & TABLED != 0).then_some(high & !TABLED)
}

/// So many objects are followed before what was found is looked at, so that the processor can wait
/// for the memory of several at once.
const BATCH: usize = 32;

/// Where candidates are many, a full collection looks at all objects of their pages: their neighbours lead to most of the
/// others, and it is faster to look at memory in the order of its addresses. Many are one in so many objects of a page,
const DENSE: usize = 8;
/// and such pages are one in so many bytes of the heap.
const MOST: usize = 4;

/// Few are less than one in so many.
const FEW: usize = 4;

/// A table of fewer entries is in the processor's cache.
const CACHED: usize = 1 << 14;

const _: () = assert!(SLOW == TABLED, "an entry keeps the one in place of the other");

/// The objects that a collection looks at.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
    tracer: Tracer,
    /// Rescued entries whose handles have not been followed.
    stack: Vec<u32>,
    roots: usize,
    looked: usize,
    /// Entries that the last full collection used.
    kept: usize,
    rescued: usize,
    flags: u32,
    /// Whether some handle leads out of the table.
    leads_out: bool,
}

/// Entries kept allocated between collections whatever their size.
const KEPT_CAPACITY: usize = 1 << 16;

impl Table {
    pub(crate) const fn new() -> Self {
        Self {
            entries: Vec::new(),
            tracer: Tracer::new(),
            stack: Vec::new(),
            roots: 0,
            looked: 0,
            kept: 0,
            rescued: 0,
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
        if scope == Scope::Full {
            self.enter_in_order(pages, wanted, heap);
        } else {
            pages.for_each(|page| self.enter_wanted(page, wanted));
            self.roots = self.entries.len();
        }
        self.close(scope, stamp);
        self.looked = self.entries.len();
        if scope == Scope::Full {
            self.kept = self.looked;
        }
        self.rescue(0);
    }

    /// Enters the wanted candidates of all pages; with them, where they are many, the other objects of their pages.
    fn enter_in_order(&mut self, pages: impl Iterator<Item = PagePtr>, wanted: Wanted, heap: usize) {
        let counted: Vec<_> = pages.map(|page| (page, wanted.slots(page).count())).collect();
        let is_dense = |&(page, count): &(PagePtr, usize)| count * DENSE > page.row_of_slots().count;
        let dense: usize = counted.iter().filter(|page| is_dense(page)).map(|(page, _)| page.extent().bytes()).sum();
        self.roots = counted.iter().map(|(_, count)| count).sum();
        for page in &counted {
            if dense > heap / MOST && is_dense(page) {
                self.enter_all(page.0);
            } else {
                self.enter_wanted(page.0, wanted);
            }
        }
    }

    fn enter_wanted(&mut self, page: PagePtr, wanted: Wanted) {
        wanted.slots(page).for_each(|slot| self.enter(slot, 0));
    }

    /// Enters all objects of a page.
    fn enter_all(&mut self, page: PagePtr) {
        for slot in page.slots() {
            // SAFETY: a slot that was handed out has a header.
            if unsafe { slot.as_ref() }.may_be_looked_at() {
                self.enter(slot, 0);
            }
        }
    }

    /// Examines these objects alone; the collector has `own` handles to each.
    pub(crate) fn look_again(&mut self, objects: &[Entry], own: u32) {
        self.flags = 0;
        self.leads_out = false;
        for entry in objects {
            self.enter(entry.header, own);
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

    /// Enters an object; `own` of its handles are the collector's.
    #[inline]
    fn enter(&mut self, pointer: HeaderPtr, own: u32) {
        self.flags |= enter(&mut self.entries, pointer, own);
    }

    /// Follows every handle, enters what it leads to, and subtracts it from what is outside.
    fn close(&mut self, scope: Scope, stamp: u32) {
        let (mask, wanted) = match scope {
            Scope::Young => (TABLED | TRACKED | PERMANENT | STAMP, TRACKED | stamp),
            Scope::Full => (TABLED | TRACKED | PERMANENT, TRACKED),
            Scope::Given => (0, 1),
        };
        let mut next = 0;
        while next < self.entries.len() {
            let batch = next..self.entries.len().min(next + BATCH);
            next = batch.end;
            for entry in self.entries[next..].iter().take(BATCH) {
                prefetch(entry.header.as_ptr());
            }
            for entry in &self.entries[batch] {
                entry.follow(&mut self.tracer);
            }
            self.prefetch_entries();
            let Self { entries, tracer, flags, leads_out, .. } = self;
            for target in tracer.found.drain(..) {
                // SAFETY: a handle's object is there.
                let high = unsafe { target.as_ref() }.high.get();
                if high & TABLED != 0 {
                    entries[(high & !TABLED) as usize].found_inside();
                } else if high & mask == wanted {
                    *flags |= enter(entries, target, 1);
                } else {
                    *leads_out = true;
                }
            }
        }
    }

    /// Asks for the entries of what was found. Of what is not in the table, the address means nothing.
    #[inline]
    fn prefetch_entries(&self) {
        if self.entries.len() < CACHED {
            return;
        }
        let entries = self.entries.as_ptr();
        for target in &self.tracer.found {
            // SAFETY: a handle's object is there.
            let index = unsafe { target.as_ref() }.high.get() & !TABLED;
            prefetch(entries.wrapping_add(index as usize));
        }
    }

    /// Marks all that is held from outside, and all it reaches; the collector has `own` handles to each object.
    fn rescue(&mut self, own: u32) {
        self.mark_held(|_| true);
        let left = self.entries.len() - self.rescued;
        if left * FEW < self.entries.len() {
            // The handles that the few do not have among themselves are those of the rescued.
            self.stack.clear();
            if left > 0 {
                self.count_again(own);
                self.mark_held(|entry| !entry.is_rescued());
                self.rescued = self.entries.len() - left + self.stack.len();
            }
        }
        self.mark_reached();
    }

    /// Marks those of the objects that `may_be_new` that are held from outside.
    fn mark_held(&mut self, may_be_new: impl Fn(&Entry) -> bool) {
        for (index, entry) in self.entries.iter_mut().enumerate() {
            if entry.outside > 0 && may_be_new(entry) {
                entry.outside = RESCUED;
                self.stack.push(index as u32);
            }
        }
        self.rescued = self.stack.len();
    }

    /// Counts the handles to what is not rescued that are not inside of what is not rescued.
    fn count_again(&mut self, own: u32) {
        for entry in self.entries.iter_mut().filter(|entry| !entry.is_rescued()) {
            entry.outside = entry.header().count() - own;
        }
        for index in 0..self.entries.len() {
            if self.entries[index].is_rescued() {
                continue;
            }
            self.entries[index].follow(&mut self.tracer);
            for target in self.tracer.found.drain(..) {
                let Some(index) = index_of(target) else { continue };
                let held = &mut self.entries[index as usize];
                if !held.is_rescued() {
                    held.found_inside();
                }
            }
        }
    }

    /// Marks all that what was marked reaches.
    fn mark_reached(&mut self) {
        while !self.stack.is_empty() {
            for _ in 0..BATCH {
                let Some(index) = self.stack.pop() else { break };
                self.entries[index as usize].follow(&mut self.tracer);
            }
            self.prefetch_entries();
            for found in 0..self.tracer.found.len() {
                let Some(index) = index_of(self.tracer.found[found]) else { continue };
                let reached = &mut self.entries[index as usize];
                if !reached.is_rescued() {
                    reached.outside = RESCUED;
                    self.rescued += 1;
                    self.stack.push(index);
                }
            }
            self.tracer.found.clear();
        }
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
            entry.restore();
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

    /// Restores the headers of the condemned, before user code runs. Their weak handles are about to be cleared.
    pub(crate) fn show_condemned(&self) {
        for entry in &self.entries {
            entry.restore();
            entry.header().clear(HAS_WEAK);
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
        let mut rescued = Vec::new();
        self.entries.retain(|entry| {
            if entry.is_rescued() {
                entry.restore();
                rescued.push(*entry);
            }
            !entry.is_rescued()
        });
        rescued
    }

    /// How many objects of the table, none of them rescued, would have died by counting alone: those
    /// without handles, and those that only such objects held. The collector holds each once.
    pub(crate) fn dead_by_counting(&mut self) -> usize {
        for index in 0..self.entries.len() {
            let entry = &mut self.entries[index];
            if entry.is_rescued() {
                continue;
            }
            entry.outside = entry.header().count() - 1;
            if entry.outside == 0 {
                self.stack.push(index as u32);
            }
        }
        let mut dead = 0;
        while let Some(index) = self.stack.pop() {
            dead += 1;
            self.entries[index as usize].follow(&mut self.tracer);
            for target in self.tracer.found.drain(..) {
                let Some(index) = index_of(target) else { continue };
                let held = &mut self.entries[index as usize];
                if !held.is_rescued() {
                    held.outside -= 1;
                    if held.outside == 0 {
                        self.stack.push(index);
                    }
                }
            }
        }
        dead
    }

    /// Restores the headers and empties the table.
    pub(crate) fn restore(&mut self) {
        self.restore_headers();
        self.reuse();
    }

    fn restore_headers(&self) {
        self.entries.iter().for_each(Entry::restore);
    }

    /// Empties the table. Its memory is kept as far as this collection, or the last full one, has used it.
    pub(crate) fn reuse(&mut self) {
        self.entries.shrink_to(self.kept.max(self.looked).max(KEPT_CAPACITY));
        self.entries.clear();
        self.stack.clear();
        self.stack.shrink_to(KEPT_CAPACITY);
        self.tracer.found.clear();
        self.tracer.found.shrink_to(KEPT_CAPACITY);
        self.looked = 0;
        self.flags = 0;
        self.leads_out = false;
    }
}
