//! What a thread knows of its open handles.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::super::{Kind, Moment, OpenHandle, Site};
use super::entries::Entries;
use super::{Listener, Record, Token};
use crate::ground::thread_static::{self, OfOneThread, Undropped};

/// The open handles that were taken while the thread was recording, and what it counts.
pub(super) struct Ledger {
    /// The number of guards that ask for recording.
    pub(super) recorders: Cell<u32>,
    pub(super) listener: Cell<Option<&'static dyn Listener>>,
    /// So many events are to come before the listener looks.
    pub(super) until_look: Cell<u64>,
    /// Whether values are not whole, so that nobody may look at them.
    pub(super) are_looks_off: Cell<bool>,
    ended: Cell<bool>,
    /// The line that handles are said to be taken at, if it is not the one that takes them.
    pub(super) attributed_to: Cell<Option<Site>>,
    serials: Cell<u64>,
    /// Even while nothing is recorded, odd while something is.
    epoch: Cell<u32>,
    steps: Cell<u64>,
    entries: Undropped<Entries>,
    /// How many raw pointers have counts of an object, by number; at 0 there is no entry.
    raw: Undropped<BTreeMap<u64, usize>>,
}

thread_local! {
    static LEDGER: Ledger = const { Ledger::new() };
}

/// The ledger of this thread.
#[inline]
pub(super) fn current() -> &'static Ledger {
    thread_static::get(&LEDGER)
}

// SAFETY: it is made of cells.
unsafe impl OfOneThread for Ledger {}

impl Ledger {
    const fn new() -> Self {
        Self {
            recorders: Cell::new(0),
            listener: Cell::new(None),
            until_look: Cell::new(0),
            are_looks_off: Cell::new(false),
            ended: Cell::new(false),
            attributed_to: Cell::new(None),
            serials: Cell::new(0),
            epoch: Cell::new(0),
            steps: Cell::new(0),
            entries: Undropped::new(Entries::new()),
            raw: Undropped::new(BTreeMap::new()),
        }
    }

    pub(super) fn has_ended(&self) -> bool {
        self.ended.get()
    }

    #[inline]
    pub(super) fn is_recording(&self) -> bool {
        self.recorders.get() != 0
    }

    /// A number that changes whenever recording begins or ends.
    #[inline]
    pub(super) fn epoch(&self) -> u32 {
        self.epoch.get()
    }

    #[inline]
    fn next_step(&self) -> u64 {
        let step = self.steps.get() + 1;
        self.steps.set(step);
        step
    }

    /// The line that a handle is said to be taken at which is taken at `site`.
    #[inline]
    pub(super) fn attributed(&self, site: Site) -> Site {
        self.attributed_to.get().unwrap_or(site)
    }

    /// The number of a new object.
    #[inline]
    pub(super) fn birth(&self, type_name: &'static str) -> u64 {
        let serial = self.serials.get() + 1;
        self.serials.set(serial);
        if let Some(listener) = self.listener.get() {
            listener.born(serial, type_name);
        }
        serial
    }

    /// A handle to an object was taken.
    #[inline(never)]
    pub(super) fn open(&self, record: &Record, count: u32, kind: Kind, site: Site) -> Token {
        // An allocator that makes objects would find the entries borrowed.
        let Ok(mut entries) = self.entries.as_cell().try_borrow_mut() else { return Token::NONE };
        let step = self.next_step();
        let entry = OpenHandle { object: record.serial(), step, site: self.attributed(site), kind };
        let token = entries.add(entry);
        drop(entries);
        if let Some(listener) = self.listener.get() {
            self.tell_taken(listener, &entry, count);
        }
        token
    }

    #[inline(never)]
    fn tell_taken(&self, listener: &dyn Listener, entry: &OpenHandle, count: u32) {
        listener.taken(entry, count);
        if entry.kind == Kind::Made {
            self.let_look(listener);
        }
    }

    /// A handle ends to an object that has `count` of them.
    #[inline(never)]
    pub(super) fn close(&self, token: Token, record: &Record, count: u32) {
        if let Some(listener) = self.listener.get() {
            return self.close_and_tell(listener, token, record, count);
        }
        if self.is_recording() {
            self.next_step();
        }
        self.remove(token);
    }

    #[inline(never)]
    fn close_and_tell(&self, listener: &dyn Listener, token: Token, record: &Record, count: u32) {
        self.let_look(listener);
        let entry = self.remove(token);
        listener.ended(record.serial(), entry.as_ref(), count.saturating_sub(1));
    }

    #[inline]
    fn remove(&self, token: Token) -> Option<OpenHandle> {
        self.entries.as_cell().try_borrow_mut().ok()?.remove(token)
    }

    /// Lets the listener look, if it is time. Called when an object was made and when a handle is about to end.
    #[inline]
    pub(super) fn let_look(&self, listener: &dyn Listener) {
        match self.until_look.get() {
            0 if self.are_looks_off.get() => {}
            0 => self.until_look.set(listener.look()),
            events => self.until_look.set(events - 1),
        }
    }

    /// A handle that was just taken was taken elsewhere.
    pub(super) fn attribute(&self, token: Token, site: Site) {
        let Ok(mut entries) = self.entries.as_cell().try_borrow_mut() else { return };
        let Some(entry) = entries.get_mut(token) else { return };
        entry.site = site;
        let step = entry.step;
        drop(entries);
        if let Some(listener) = self.listener.get() {
            listener.attributed(step, site);
        }
    }

    /// A handle's entry is no longer wanted: its count goes on, and belongs to nobody.
    pub(super) fn forget(&self, token: Token, record: &Record, count: u32) {
        let entry = self.remove(token);
        if let Some(listener) = self.listener.get() {
            listener.disowned(record.serial(), entry.as_ref(), count);
        }
    }

    /// More or fewer raw pointers have counts of an object.
    pub(super) fn count_raw(&self, object: u64, change: isize) {
        let Ok(mut raw) = self.raw.as_cell().try_borrow_mut() else { return };
        let count = raw.entry(object).or_default();
        *count = count.saturating_add_signed(change);
        if *count == 0 {
            raw.remove(&object);
        }
    }

    /// The number of raw pointers that have counts of an object.
    pub(super) fn raw(&self, object: u64) -> usize {
        self.raw.try_borrow().ok().and_then(|raw| raw.get(&object).copied()).unwrap_or(0)
    }
}

/// The numbers of the last object and the last step.
pub(crate) fn moment() -> Moment {
    let ledger = current();
    Moment { serial: ledger.serials.get(), step: ledger.steps.get() }
}

/// The number of an event that is not about a handle.
pub(crate) fn next_step() -> u64 {
    current().next_step()
}

/// Begins to record; or one more asks for it.
pub(crate) fn start() {
    let ledger = current();
    if ledger.has_ended() {
        return;
    }
    let recorders = ledger.recorders.get();
    ledger.recorders.set(recorders + 1);
    if recorders == 0 {
        ledger.epoch.set(ledger.epoch.get().wrapping_add(1));
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

/// The entry of a handle.
pub(crate) fn entry(token: Token) -> Option<OpenHandle> {
    current().entries.try_borrow().ok()?.get(token)
}

/// The open handles, with their tokens.
pub(crate) fn open_handles() -> impl Iterator<Item = (Token, OpenHandle)> {
    let entries = current().entries.try_borrow();
    let all: Vec<_> = entries.map_or_else(|_| Vec::new(), |entries| entries.iter().collect());
    all.into_iter()
}

/// The thread ends: gives the entries' memory back.
pub(crate) fn thread_ends() {
    let ledger = current();
    ledger.ended.set(true);
    ledger.recorders.set(0);
    ledger.listener.set(None);
    if let Ok(mut raw) = ledger.raw.as_cell().try_borrow_mut() {
        raw.clear();
    }
    if let Ok(mut entries) = ledger.entries.as_cell().try_borrow_mut() {
        drop(std::mem::replace(&mut **entries, Entries::new()));
    }
}
