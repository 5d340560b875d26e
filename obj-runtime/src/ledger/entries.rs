//! The ledger of a thread: the open handles that were taken while it was recording.
//!
//! It is `const`-made and has no destructor, so it works until the last instruction of the thread. It runs no user
//! code and makes no objects. The step clock goes on by one with each event that is recorded: two runs of one
//! program, on one thread, see the same steps.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::mem::ManuallyDrop;

use super::log_events::{log_born, log_closed, log_freed, log_opened, log_step, look, with_log};
use super::site::Site;
use super::token::Token;
use super::{Kind, Moment};
use crate::gc::Phase;
use crate::ground::thread_static::{self, OfOneThread};
use crate::header::{Header, ObjectPtr};
use crate::heap::page::PagePtr;
use crate::inspect::recording::Store;
use crate::inspect::recording::{EventKind, NOTHING, Stored};

/// An open handle.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// The object's number; 0 in a free entry.
    pub(crate) object: u64,
    /// The step at which the handle was taken, which names it; in a free entry the next free one.
    pub(crate) step: u64,
    pub(crate) site: Site,
    pub(crate) kind: Kind,
}

/// Entries by token.
struct Entries {
    all: Vec<Entry>,
    /// The first free entry, from 1; 0 for none.
    free: u64,
}

pub(crate) struct Ledger {
    /// The number of guards that ask for recording.
    recorders: Cell<u32>,
    pub(crate) logging: Cell<bool>,
    /// Whether not all objects are wanted in the log.
    pub(crate) choosing: Cell<bool>,
    /// So many events are to come before the recorder looks for edges again.
    pub(crate) until_look: Cell<u64>,
    ended: Cell<bool>,
    /// Whom the runtime takes handles for.
    behalf: Cell<Option<Site>>,
    serials: Cell<u64>,
    /// Even while nothing is recorded, odd while something is.
    epoch: Cell<u32>,
    steps: Cell<u64>,
    entries: RefCell<ManuallyDrop<Entries>>,
    /// How many raw pointers have counts of an object, by number; at 0 there is no entry.
    raw: RefCell<ManuallyDrop<BTreeMap<u64, usize>>>,
    /// The log, while events are recorded.
    pub(crate) log: RefCell<ManuallyDrop<Option<Box<Store>>>>,
}

thread_local! {
    static LEDGER: Ledger = const { Ledger::new() };
}

/// The ledger of this thread.
#[inline]
pub(crate) fn current() -> &'static Ledger {
    thread_static::get(&LEDGER)
}

// SAFETY: it is made of cells.
unsafe impl OfOneThread for Ledger {}

impl Ledger {
    const fn new() -> Self {
        Self {
            recorders: Cell::new(0),
            logging: Cell::new(false),
            choosing: Cell::new(false),
            until_look: Cell::new(0),
            ended: Cell::new(false),
            behalf: Cell::new(None),
            serials: Cell::new(0),
            epoch: Cell::new(0),
            steps: Cell::new(0),
            entries: RefCell::new(ManuallyDrop::new(Entries { all: Vec::new(), free: 0 })),
            raw: RefCell::new(ManuallyDrop::new(BTreeMap::new())),
            log: RefCell::new(ManuallyDrop::new(None)),
        }
    }

    #[inline]
    pub(crate) fn next_step(&self) -> u64 {
        let step = self.steps.get() + 1;
        self.steps.set(step);
        step
    }
}

impl Entries {
    /// Adds an entry; none if there are 2³² already.
    #[inline]
    fn add(&mut self, entry: Entry) -> Token {
        let index = match self.free.checked_sub(1) {
            Some(index) => index as usize,
            None => return self.push(entry),
        };
        let place = &mut self.all[index];
        self.free = place.step;
        *place = entry;
        Token::of_entry(index as u32)
    }

    fn push(&mut self, entry: Entry) -> Token {
        if self.all.len() >= u32::MAX as usize {
            return Token::NONE;
        }
        self.all.push(entry);
        Token::of_entry((self.all.len() - 1) as u32)
    }

    /// Removes an entry, if there is one: not of a handle that outlives the ledger.
    #[inline]
    fn remove(&mut self, token: Token) -> Option<Entry> {
        let index = token.entry()?;
        let place = self.all.get_mut(index)?;
        let entry = *place;
        place.object = 0;
        place.step = self.free;
        self.free = index as u64 + 1;
        Some(entry)
    }
}

/// Whom the runtime takes handles for.
#[inline]
pub(crate) fn behalf() -> Option<Site> {
    current().behalf.get()
}

#[inline]
pub(crate) fn set_behalf(site: Option<Site>) {
    current().behalf.set(site);
}

/// The number of a new object, the line that is said to make it, and the present epoch.
#[inline]
pub(crate) fn birth(type_name: &'static str, site: Site) -> (u64, Site, u32) {
    let ledger = current();
    let site = ledger.behalf.get().unwrap_or(site);
    let serial = ledger.serials.get() + 1;
    ledger.serials.set(serial);
    if ledger.choosing.get() {
        log_born(serial, type_name);
    }
    (serial, site, ledger.epoch.get())
}

/// The numbers of the last object and the last step.
pub(crate) fn moment() -> Moment {
    let ledger = current();
    Moment { serial: ledger.serials.get(), step: ledger.steps.get() }
}

#[inline]
pub(crate) fn is_recording() -> bool {
    current().recorders.get() != 0
}

/// Whether events are recorded.
#[inline]
pub(crate) fn is_logging() -> bool {
    current().logging.get()
}

/// A number that changes whenever recording begins or ends.
pub(crate) fn epoch() -> u32 {
    current().epoch.get()
}

/// Begins to record; or one more asks for it.
pub(crate) fn start() {
    let ledger = current();
    let recorders = ledger.recorders.get();
    if recorders == 0 && !ledger.ended.get() {
        ledger.epoch.set(ledger.epoch.get().wrapping_add(1));
    }
    if !ledger.ended.get() {
        ledger.recorders.set(recorders + 1);
    }
}

/// One less asks for recording.
pub(crate) fn stop() {
    let ledger = current();
    let recorders = ledger.recorders.get();
    ledger.recorders.set(recorders.saturating_sub(1));
    if recorders == 1 {
        ledger.epoch.set(ledger.epoch.get().wrapping_add(1));
    }
}

/// A handle to an object was taken.
#[inline(never)]
pub(crate) fn open(header: &Header, kind: Kind, site: Site) -> Token {
    let ledger = current();
    // An allocator that makes objects would find the entries borrowed.
    let Ok(mut entries) = ledger.entries.try_borrow_mut() else { return Token::NONE };
    let site = ledger.behalf.get().unwrap_or(site);
    let step = ledger.next_step();
    let token = entries.add(Entry { object: header.record.serial(), step, site, kind });
    drop(entries);
    if ledger.logging.get() {
        log_opened(header, kind, site, step);
    }
    token
}

/// A handle to an object ends.
#[inline(never)]
pub(crate) fn close(token: Token, header: &Header) {
    let ledger = current();
    if ledger.logging.get() {
        look();
    }
    let Ok(mut entries) = ledger.entries.try_borrow_mut() else { return };
    let entry = entries.remove(token);
    drop(entries);
    if ledger.recorders.get() != 0 {
        let step = ledger.next_step();
        if ledger.logging.get() {
            log_closed(header, entry, step);
        }
    }
}

/// A handle that was just taken was taken elsewhere.
pub(crate) fn attribute(token: Token, site: Site) {
    let Ok(mut entries) = current().entries.try_borrow_mut() else { return };
    let Some(entry) = token.entry().and_then(|index| entries.all.get_mut(index)) else { return };
    entry.site = site;
    let handle = entry.step;
    drop(entries);
    if is_logging() {
        with_log(|log| log.attribute(handle, site));
    }
}

/// A handle's entry is no longer wanted.
pub(crate) fn forget(token: Token, header: &Header) {
    let ledger = current();
    let Ok(mut entries) = ledger.entries.try_borrow_mut() else { return };
    let entry = entries.remove(token);
    drop(entries);
    if ledger.logging.get() {
        let (handle, site) = entry.map_or((0, None), |entry| (entry.step, Some(entry.site)));
        let (object, number) = (header.record.serial(), u64::from(header.count()));
        with_log(|log| {
            log.edges.ended(handle);
            log.push(Stored {
                step: ledger.next_step(),
                kind: EventKind::Kept,
                object,
                handle,
                number,
                site,
                ..NOTHING
            });
        });
    }
}

/// More or fewer raw pointers have counts of an object.
pub(crate) fn count_raw(object: u64, change: isize) {
    let Ok(mut raw) = current().raw.try_borrow_mut() else { return };
    let count = raw.entry(object).or_default();
    *count = count.saturating_add_signed(change);
    if *count == 0 {
        raw.remove(&object);
    }
}

/// The number of raw pointers that have counts of an object.
pub(crate) fn raw(object: u64) -> usize {
    current().raw.try_borrow().ok().and_then(|raw| raw.get(&object).copied()).unwrap_or(0)
}

/// The entry of a handle.
pub(crate) fn entry(token: Token) -> Option<Entry> {
    let entries = current().entries.try_borrow().ok()?;
    entries.all.get(token.entry()?).copied().filter(|entry| entry.object != 0)
}

/// The open handles, with their tokens.
pub(crate) fn open_handles() -> Vec<(Token, Entry)> {
    let Ok(entries) = current().entries.try_borrow() else { return Vec::new() };
    let all = entries.all.iter().enumerate().filter(|(_, entry)| entry.object != 0);
    all.map(|(index, entry)| (Token::of_entry(index as u32), *entry)).collect()
}

/// An object is no more.
#[inline]
pub(crate) fn object_freed(page: PagePtr, object: ObjectPtr) {
    if is_logging() {
        log_freed(page, object);
    }
}

/// A collection begins or has ended.
pub(crate) fn collection(phase: Phase, collected: usize) {
    if is_logging() {
        let kind = match phase {
            Phase::Start => EventKind::CollectionBegan,
            Phase::Stop => EventKind::CollectionEnded,
        };
        log_step(|_| Stored { kind, number: collected as u64, ..NOTHING });
    }
}

/// The thread ends: gives the entries' memory back.
pub(crate) fn thread_ends() {
    let ledger = current();
    ledger.ended.set(true);
    ledger.recorders.set(0);
    ledger.logging.set(false);
    ledger.choosing.set(false);
    if let Ok(mut log) = ledger.log.try_borrow_mut() {
        drop(log.take());
    }
    if let Ok(mut raw) = ledger.raw.try_borrow_mut() {
        raw.clear();
    }
    if let Ok(mut entries) = ledger.entries.try_borrow_mut() {
        let old = std::mem::replace(&mut *entries, ManuallyDrop::new(Entries { all: Vec::new(), free: 0 }));
        drop(ManuallyDrop::into_inner(old));
    }
}
