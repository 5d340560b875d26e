//! The ledger of a thread: the open handles that were taken while it was recording.
//!
//! It is `const`-made and has no destructor, so it works until the last instruction of the thread. It runs no user
//! code and makes no objects. The step clock goes on by one with each event that is recorded: two runs of one
//! program, on one thread, see the same steps.

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;

use super::site::Site;
use super::token::Token;
use super::{Kind, Moment};
use crate::header::{Header, HeaderPtr};
use crate::heap::page::PagePtr;

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

pub(super) struct Ledger {
    /// The number of guards that ask for recording.
    recorders: Cell<u32>,
    logging: Cell<bool>,
    ended: Cell<bool>,
    serials: Cell<u64>,
    steps: Cell<u64>,
    entries: RefCell<ManuallyDrop<Entries>>,
}

thread_local! {
    static LEDGER: Ledger = const { Ledger::new() };
}

const _: () = assert!(!std::mem::needs_drop::<Ledger>());

impl Ledger {
    const fn new() -> Self {
        Self {
            recorders: Cell::new(0),
            logging: Cell::new(false),
            ended: Cell::new(false),
            serials: Cell::new(0),
            steps: Cell::new(0),
            entries: RefCell::new(ManuallyDrop::new(Entries { all: Vec::new(), free: 0 })),
        }
    }

    #[inline]
    fn next_step(&self) -> u64 {
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

/// The number of the next object.
#[inline]
pub(super) fn next_serial() -> u64 {
    LEDGER.with(|ledger| {
        let serial = ledger.serials.get() + 1;
        ledger.serials.set(serial);
        serial
    })
}

/// The numbers of the last object and the last step.
pub(crate) fn moment() -> Moment {
    LEDGER.with(|ledger| Moment { serial: ledger.serials.get(), step: ledger.steps.get() })
}

#[inline]
pub(super) fn is_recording() -> bool {
    LEDGER.with(|ledger| ledger.recorders.get() != 0)
}

#[inline]
pub(super) fn is_logging() -> bool {
    LEDGER.with(|ledger| ledger.logging.get())
}

/// Begins to record; or one more asks for it.
pub(crate) fn start() {
    LEDGER.with(|ledger| {
        if !ledger.ended.get() {
            ledger.recorders.set(ledger.recorders.get() + 1);
        }
    });
}

/// One less asks for recording.
pub(crate) fn stop() {
    LEDGER.with(|ledger| ledger.recorders.set(ledger.recorders.get().saturating_sub(1)));
}

/// A handle to an object was taken.
#[inline(never)]
pub(super) fn open(header: &Header, kind: Kind, site: Site) -> Token {
    LEDGER.with(|ledger| {
        // An allocator that makes objects would find the entries borrowed.
        let Ok(mut entries) = ledger.entries.try_borrow_mut() else { return Token::NONE };
        let step = ledger.next_step();
        entries.add(Entry { object: header.record.serial, step, site, kind })
    })
}

/// A handle to an object ends.
#[inline(never)]
pub(super) fn close(token: Token, _header: &Header) {
    LEDGER.with(|ledger| {
        if is_recording() {
            ledger.next_step();
        }
        let Ok(mut entries) = ledger.entries.try_borrow_mut() else { return };
        entries.remove(token);
    });
}

/// A handle that was just taken was taken elsewhere.
pub(super) fn attribute(token: Token, site: Site) {
    LEDGER.with(|ledger| {
        if let Ok(mut entries) = ledger.entries.try_borrow_mut()
            && let Some(entry) = token.entry().and_then(|index| entries.all.get_mut(index))
        {
            entry.site = site;
        }
    });
}

/// A handle's entry is no longer wanted.
pub(super) fn forget(token: Token) {
    LEDGER.with(|ledger| {
        if let Ok(mut entries) = ledger.entries.try_borrow_mut() {
            entries.remove(token);
        }
    });
}

/// The entry of a handle.
pub(crate) fn entry(token: Token) -> Option<Entry> {
    LEDGER.with(|ledger| {
        let entries = ledger.entries.try_borrow().ok()?;
        entries.all.get(token.entry()?).copied().filter(|entry| entry.object != 0)
    })
}

/// The open handles, with their tokens.
pub(crate) fn open_handles() -> Vec<(Token, Entry)> {
    LEDGER.with(|ledger| {
        let Ok(entries) = ledger.entries.try_borrow() else { return Vec::new() };
        let all = entries.all.iter().enumerate().filter(|(_, entry)| entry.object != 0);
        all.map(|(index, entry)| (Token::of_entry(index as u32), *entry)).collect()
    })
}

/// An object is no more.
#[inline]
pub(crate) fn object_freed(_page: PagePtr, _object: HeaderPtr) {}

/// The thread ends: gives the entries' memory back.
pub(crate) fn thread_ends() {
    LEDGER.with(|ledger| {
        ledger.ended.set(true);
        ledger.recorders.set(0);
        ledger.logging.set(false);
        if let Ok(mut entries) = ledger.entries.try_borrow_mut() {
            let old = std::mem::replace(&mut *entries, ManuallyDrop::new(Entries { all: Vec::new(), free: 0 }));
            drop(ManuallyDrop::into_inner(old));
        }
    });
}
