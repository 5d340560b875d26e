//! The collector's table: closure, counting and rescue.
//!
//! While an object is in the table, the high half of its header is its index there. The count in the
//! header is never touched, so a panic of a hand-written `trace` loses nothing.

use crate::header::{CONDEMNED, EXCLUSIVE, Header, HeaderPtr, PERMANENT, SLOW, STAMP, TABLED, TRACKED};
use crate::heap::page::PagePtr;
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
    /// The high half of the header as it was.
    pub(crate) high: u32,
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

    /// Whether the value may be looked into.
    fn is_open(&self) -> bool {
        self.high & EXCLUSIVE == 0
    }

    fn is_rescued(&self) -> bool {
        self.outside == RESCUED
    }
}

/// The objects that a collection looks at.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
    tracer: Tracer,
    /// Rescued entries whose handles have not been followed.
    stack: Vec<u32>,
    roots: usize,
}

/// Entries kept allocated between collections.
const KEPT_CAPACITY: usize = 1 << 16;

impl Table {
    pub(crate) const fn new() -> Self {
        Self { entries: Vec::new(), tracer: Tracer::new(), stack: Vec::new(), roots: 0 }
    }

    /// Finds out which of the objects that `roots` reach are held from outside.
    pub(crate) fn look(&mut self, roots: impl Iterator<Item = HeaderPtr>, scope: Scope, stamp: u32) {
        for root in roots {
            self.enter(root, 0);
        }
        self.roots = self.entries.len();
        self.close(scope, stamp);
        self.rescue();
    }

    /// Examines these objects alone; the collector has `own` handles to each.
    pub(crate) fn look_again(&mut self, objects: &[Entry], own: u32) {
        for entry in objects {
            self.enter(entry.header, own);
        }
        self.close(Scope::Given, 0);
        self.rescue();
    }

    /// The number of objects that the search started from.
    pub(crate) fn roots(&self) -> usize {
        self.roots
    }

    /// Enters an object; `own` of its handles are the collector's.
    fn enter(&mut self, pointer: HeaderPtr, own: u32) {
        // SAFETY: candidates and targets of handles are there.
        let header = unsafe { pointer.as_ref() };
        let high = header.high.get();
        let held = header.is_immortal() || high & EXCLUSIVE != 0;
        let outside = if held { HELD } else { header.count() - own };
        let index = self.entries.len();
        assert!(index < TABLED as usize, "a collection looks at no more than 2³¹ objects");
        header.high.set(TABLED | index as u32);
        self.entries.push(Entry { header: pointer, high, outside });
    }

    /// Follows every handle, enters what it leads to, and subtracts it from what is outside.
    fn close(&mut self, scope: Scope, stamp: u32) {
        let (mask, wanted) = match scope {
            Scope::Young => (TABLED | TRACKED | PERMANENT | STAMP, TRACKED | stamp),
            Scope::Full => (TABLED | TRACKED | PERMANENT, TRACKED),
            Scope::Given => (0, 1),
        };
        let mut next = 0;
        while let Some(&entry) = self.entries.get(next) {
            next += 1;
            if !entry.is_open() {
                continue;
            }
            let mut found = self.follow(entry);
            for &target in &found {
                // SAFETY: a handle's object is there.
                let high = unsafe { target.as_ref() }.high.get();
                if high & TABLED != 0 {
                    self.found_inside(high & !TABLED);
                } else if high & mask == wanted {
                    let index = self.entries.len() as u32;
                    self.enter(target, 0);
                    self.found_inside(index);
                }
            }
            found.clear();
            self.tracer.found = found;
        }
    }

    fn found_inside(&mut self, index: u32) {
        let entry = &mut self.entries[index as usize];
        debug_assert!(entry.outside > 0, "`trace` visited more handles than there are");
        entry.outside -= 1;
    }

    /// The handles inside an object.
    fn follow(&mut self, entry: Entry) -> Vec<HeaderPtr> {
        // SAFETY: the page is that of an object whose value is whole; the function is of its type.
        unsafe { (entry.page().info.trace)(value_of(entry.header), &mut self.tracer) };
        std::mem::take(&mut self.tracer.found)
    }

    /// Marks all that is held from outside, and all it reaches.
    fn rescue(&mut self) {
        for (index, entry) in self.entries.iter_mut().enumerate() {
            if entry.outside > 0 {
                entry.outside = RESCUED;
                self.stack.push(index as u32);
            }
        }
        if self.stack.len() == self.entries.len() {
            self.stack.clear();
        }
        while let Some(index) = self.stack.pop() {
            let entry = self.entries[index as usize];
            if !entry.is_open() {
                continue;
            }
            let mut found = self.follow(entry);
            for &target in &found {
                // SAFETY: a handle's object is there.
                let high = unsafe { target.as_ref() }.high.get();
                if high & TABLED == 0 {
                    continue;
                }
                let reached = &mut self.entries[(high & !TABLED) as usize];
                if !reached.is_rescued() {
                    reached.outside = RESCUED;
                    self.stack.push(high & !TABLED);
                }
            }
            found.clear();
            self.tracer.found = found;
        }
    }

    /// Restores the headers; what was not rescued is condemned and stays in the table. Answers with
    /// the number of survivors that still are candidates.
    pub(crate) fn settle(&mut self, scope: Scope) -> usize {
        let mut candidates = 0;
        self.entries.retain(|entry| {
            let header = entry.header();
            if !entry.is_rescued() {
                header.high.set(entry.high | CONDEMNED);
                return true;
            }
            header.high.set(entry.high);
            if scope == Scope::Full {
                header.low.set(header.low.get() | SLOW);
            } else if header.is_candidate() {
                candidates += 1;
            }
            false
        });
        candidates
    }

    /// Restores the headers and empties the table; answers with what was rescued and what was not.
    pub(crate) fn split(&mut self) -> (Vec<Entry>, Vec<Entry>) {
        self.restore_headers();
        std::mem::take(&mut self.entries).into_iter().partition(Entry::is_rescued)
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
            let mut found = self.follow(self.entries[index as usize]);
            for &target in &found {
                // SAFETY: a handle's object is there.
                let high = unsafe { target.as_ref() }.high.get();
                if high & TABLED == 0 {
                    continue;
                }
                let held = &mut self.entries[(high & !TABLED) as usize];
                if !held.is_rescued() {
                    held.outside -= 1;
                    if held.outside == 0 {
                        self.stack.push(high & !TABLED);
                    }
                }
            }
            found.clear();
            self.tracer.found = found;
        }
        dead
    }

    /// Restores the headers and empties the table.
    pub(crate) fn restore(&mut self) {
        self.restore_headers();
        self.reuse();
    }

    fn restore_headers(&self) {
        for entry in &self.entries {
            entry.header().high.set(entry.high);
        }
    }

    /// Empties the table, keeping its memory unless it is large.
    pub(crate) fn reuse(&mut self) {
        self.entries.clear();
        self.entries.shrink_to(KEPT_CAPACITY);
        self.stack.clear();
        self.stack.shrink_to(KEPT_CAPACITY);
        self.tracer.found.clear();
        self.tracer.found.shrink_to(KEPT_CAPACITY);
    }
}
