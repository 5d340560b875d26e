//! What the ledger tells, written into the log of the thread.
//!
//! The log is in a thread-local without destructor: a recording that lives in another thread-local may end late.

use super::edges;
use super::event::{EventKind, NOTHING, Stored};
use super::store::Store;
use super::telling::Source;
use crate::ground::thread_static::{self, OfOneThread, Undropped};
use crate::ledger::{self, Kind, Listener, OpenHandle, Site};

/// The log of a thread, while events are recorded.
struct Writer {
    log: Undropped<Option<Box<Store>>>,
}

thread_local! {
    static WRITER: Writer = const { Writer { log: Undropped::new(None) } };
}

// SAFETY: it is a cell.
unsafe impl OfOneThread for Writer {}

/// The writer of this thread.
#[inline]
fn current() -> &'static Writer {
    thread_static::get(&WRITER)
}

/// Writes into the log of the thread that is told of the event.
struct WriterOfThread;

/// Writes events into `log` from now on; false if there is a log already.
pub(super) fn begin(log: Store) -> bool {
    let writer = current();
    if writer.log.borrow().is_some() {
        return false;
    }
    writer.log.replace(Some(Box::new(log)));
    ledger::listen(&WriterOfThread);
    true
}

/// Writes no more events. Returns the log, if there is one.
pub(super) fn end() -> Option<Box<Store>> {
    ledger::stop_listening();
    current().log.take()
}

/// A step of its own in the log, after a look for edges if one is due or can be paid.
pub(super) fn add_step(event: impl FnOnce(&mut Store) -> Stored) {
    let mut can_look = false;
    current().with_log(|log| can_look = log.edges.can_look());
    if can_look {
        ledger::look_now()
    } else {
        ledger::let_look()
    }
    current().with_log(|log| {
        let event = event(log);
        log.push(Stored { step: ledger::next_step(), ..event });
    });
}

/// Lines that the program has are known from now on.
pub(super) fn add_source(source: Source) {
    current().with_log(|log| {
        if !log.sources.contains(&source) {
            log.sources.push(source);
        }
    });
}

/// A statement of a unit begins, or there is none any more.
pub(super) fn set_statement(place: Option<Site>) {
    current().with_log(|log| log.statement = place);
}

impl Writer {
    /// Works on the log, if there is one. What is done with it makes no objects and takes no handles.
    #[inline]
    fn with_log(&self, work: impl FnOnce(&mut Store)) {
        // An allocator that makes objects would find the log borrowed.
        if let Ok(mut log) = self.log.as_cell().try_borrow_mut()
            && let Some(log) = log.as_mut()
        {
            work(log);
        }
    }
}

impl Listener for WriterOfThread {
    fn born(&self, object: u64, type_name: &'static str) {
        current().with_log(|log| log.add_object(object, type_name));
    }

    fn taken(&self, handle: &OpenHandle, count: u32) {
        let OpenHandle { object, step, site, kind } = *handle;
        let kind = match kind {
            Kind::Made => EventKind::Made,
            Kind::Cloned => EventKind::Cloned,
            Kind::Read => EventKind::Read,
            Kind::Found => EventKind::Found,
            Kind::Raw => EventKind::OfRaw,
        };
        current().with_log(|log| {
            // What the library does for a statement is done by the statement.
            let site = if site.is_users() { site } else { log.statement.unwrap_or(site) };
            let (handle, number) = (step, u64::from(count));
            log.push(Stored { step, kind, object, handle, number, site: Some(site), ..NOTHING });
        });
    }

    fn attributed(&self, step: u64, site: Site) {
        current().with_log(|log| log.attribute(step, site));
    }

    /// Looks for edges that have changed.
    fn look(&self) -> u64 {
        let mut wait = 0;
        current().with_log(|log| {
            let found = edges::look(|object| log.knows_value(object));
            log.add_changes_of_edges(found);
            wait = log.edges.wait();
        });
        wait
    }

    fn ended(&self, object: u64, handle: Option<&OpenHandle>, count: u32) {
        end_handle(EventKind::Dropped, object, handle, count);
    }

    fn held(&self, object: u64, count: u32) {
        let (step, kind, number) = (ledger::next_step(), EventKind::Held, u64::from(count));
        current().with_log(|log| log.push(Stored { step, kind, object, number, ..NOTHING }));
    }

    fn disowned(&self, object: u64, handle: Option<&OpenHandle>, count: u32) {
        end_handle(EventKind::Kept, object, handle, count);
    }

    fn freed(&self, object: u64, made_at: Option<Site>, type_name: &'static str) {
        current().with_log(|log| {
            log.edges.freed(object);
            let (text, number) = (log.type_index(type_name), log.keep_value(object));
            let (step, kind) = (ledger::next_step(), EventKind::Freed);
            log.push(Stored { step, kind, object, number, site: made_at, text, ..NOTHING });
        });
    }

    fn collection_begins(&self) {
        add_event(EventKind::CollectionBegan, 0);
    }

    fn collection_ends(&self, garbage: usize) {
        add_event(EventKind::CollectionEnded, garbage);
    }
}

/// An event with which a handle ends; the object has `count` of them afterwards.
fn end_handle(kind: EventKind, object: u64, handle: Option<&OpenHandle>, count: u32) {
    let (handle, site) = handle.map_or((0, None), |handle| (handle.step, Some(handle.site)));
    let step = ledger::next_step();
    current().with_log(|log| {
        log.edges.ended(handle);
        log.push(Stored { step, kind, object, handle, number: u64::from(count), site, ..NOTHING });
    });
}

fn add_event(kind: EventKind, number: usize) {
    let step = ledger::next_step();
    current().with_log(|log| log.push(Stored { step, kind, number: number as u64, ..NOTHING }));
}
