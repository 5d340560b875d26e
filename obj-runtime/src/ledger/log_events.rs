//! What the ledger writes into the log.

use super::Kind;
use super::entries::{Entry, current};
use super::site::Site;
use crate::header::{Header, ObjectPtr};
use crate::heap::page::PagePtr;
use crate::inspect::recording::{EventKind, NOTHING, Store, Stored, look_at_heap};

/// Works on the log, if there is one. What is done with it makes no objects and takes no handles.
pub(crate) fn with_log<R>(work: impl FnOnce(&mut Store) -> R) -> Option<R> {
    let mut log = current().log.try_borrow_mut().ok()?;
    log.as_mut().map(|log| work(log))
}

/// A step of its own in the log, if something is recorded.
pub(crate) fn log_step(event: impl FnOnce(&mut Store) -> Stored) {
    with_log(|log| {
        let event = event(log);
        log.push(Stored { step: current().next_step(), ..event });
    });
}

/// An object is being made.
#[cold]
#[inline(never)]
pub(crate) fn log_born(serial: u64, type_name: &'static str) {
    with_log(|log| log.add_object(serial, type_name));
}

/// A handle was taken.
#[inline(never)]
pub(crate) fn log_opened(header: &Header, kind: Kind, site: Site, step: u64) {
    let kind = match kind {
        Kind::Made => EventKind::Made,
        Kind::Cloned => EventKind::Cloned,
        Kind::Read => EventKind::Read,
        Kind::Found => EventKind::Found,
        Kind::Raw => EventKind::OfRaw,
    };
    let (object, number) = (header.record.serial(), u64::from(header.count()));
    with_log(|log| log.push(Stored { step, kind, object, handle: step, number, site: Some(site), ..NOTHING }));
    if kind == EventKind::Made {
        look();
    }
}

/// A handle ends; the count does not say so yet.
#[inline(never)]
pub(crate) fn log_closed(header: &Header, entry: Option<Entry>, step: u64) {
    let (object, number) = (header.record.serial(), u64::from(header.count()).saturating_sub(1));
    let (handle, site) = entry.map_or((0, None), |entry| (entry.step, Some(entry.site)));
    with_log(|log| {
        log.edges.ended(handle);
        log.push(Stored { step, kind: EventKind::Dropped, object, handle, number, site, ..NOTHING });
    });
}

/// An object is no more.
#[inline(never)]
pub(crate) fn log_freed(page: PagePtr, object: ObjectPtr) {
    let record = &object.header().record;
    let (object, site) = (record.serial(), record.made_at());
    with_log(|log| {
        log.edges.freed(object);
        let text = log.type_index(page.info.name);
        log.push(Stored { step: current().next_step(), kind: EventKind::Freed, object, site, text, ..NOTHING });
    });
}

/// Looks for edges that have changed, if it is time.
///
/// Called when an object was made and when a handle is about to end: where a collection, too, may look at all
/// objects, so no value is half changed.
#[inline]
pub(crate) fn look() {
    let ledger = current();
    match ledger.until_look.get() {
        0 => look_now(),
        events => ledger.until_look.set(events - 1),
    }
}

/// Looks for edges that have changed.
#[cold]
#[inline(never)]
pub(crate) fn look_now() {
    let found = look_at_heap();
    with_log(|log| {
        for change in log.edges.update(found) {
            let text = log.text(change.place);
            let (kind, number) = (change.kind, change.holder);
            let step = current().next_step();
            log.push(Stored {
                step,
                kind,
                object: change.held.object,
                handle: change.held.handle,
                number,
                site: None,
                text,
            });
        }
        current().until_look.set(log.edges.wait());
    });
}
