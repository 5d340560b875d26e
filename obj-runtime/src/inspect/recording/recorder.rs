//! Recording, and what was recorded.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::ops::RangeInclusive;

use super::event::{Event, EventKind, NOTHING, Stored};
use super::store::{Choice, Store};
use crate::inspect::Subject;
use crate::inspect::accounts::lines::Lines;
use crate::ledger::Site;
use crate::ledger::entries;
use crate::ledger::log_events::{log_step, look_now};

/// How to record: which objects, and how many events are kept.
#[derive(Debug, Clone)]
#[must_use = "call `start`"]
pub struct Recorder {
    choice: Choice,
}

impl Recorder {
    /// A recorder of all objects, which keeps the last 100,000 events.
    pub fn new() -> Self {
        Self { choice: Choice { limit: 100_000, types: Vec::new(), objects: Vec::new() } }
    }

    /// Keeps the last so many events: 48 bytes each.
    pub fn limit(mut self, events: usize) -> Self {
        self.choice.limit = events.max(1);
        self
    }

    /// Records objects of these types only, by name.
    pub fn types<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.choice.types.extend(names.into_iter().map(str::to_owned));
        self
    }

    /// Records objects with these numbers only. Two runs of one program give an object the same number.
    pub fn objects(mut self, numbers: RangeInclusive<u64>) -> Self {
        self.choice.objects.push(numbers);
        self
    }

    /// Begins to record in this thread.
    ///
    /// An event costs some 15 nanoseconds. Which object holds which handle is found by looking at the heap between events:
    /// in short recordings after each, in long ones now and then, and always at a [`mark`] and at the end.
    ///
    /// # Panics
    /// If a recording is under way in this thread already.
    #[track_caller]
    pub fn start(self) -> Recording {
        let lines = Lines::start();
        let mut store = Store::new(self.choice);
        for change in store.edges.update(super::edges::look()) {
            store.base.add_edge(change.holder, change.place, change.held);
        }
        let current = entries::current();
        let mut log = current.log.borrow_mut();
        assert!(log.is_none(), "a recording is under way in this thread already");
        current.until_look.set(store.edges.wait());
        current.choosing.set(store.chooses());
        **log = Some(Box::new(store));
        current.logging.set(true);
        Recording { _lines: lines, thread: PhantomData }
    }
}

impl Default for Recorder {
    fn default() -> Self {
        Self::new()
    }
}

/// Records what happens to the handles of this thread from now on; the same as `Recorder::new().start()`.
///
/// # Panics
/// As [`Recorder::start`].
///
/// # Examples
/// ```
/// use obj_runtime::inspect::{self, EventKind};
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Point { x: i32 }
///
/// let recording = inspect::record();
/// let a = Obj::new(Point { x: 1 });
/// let b = a.clone();
/// drop((a, b));
/// let log = recording.finish();
/// let kinds: Vec<_> = log.events().map(|event| event.kind()).collect();
/// assert_eq!(kinds, [EventKind::Made, EventKind::Cloned, EventKind::Dropped, EventKind::Dropped, EventKind::Freed]);
/// ```
#[track_caller]
pub fn record() -> Recording {
    Recorder::new().start()
}

/// A recording under way in this thread. It ends when this is dropped, too, and the log is lost then.
#[derive(Debug)]
#[must_use = "what is recorded is the answer of `finish`"]
pub struct Recording {
    _lines: Lines,
    thread: PhantomData<*const ()>,
}

impl Recording {
    /// Ends the recording.
    #[must_use]
    pub fn finish(self) -> Log {
        look_now();
        let current = entries::current();
        current.logging.set(false);
        current.choosing.set(false);
        let store = current.log.borrow_mut().take();
        let mut store = store.unwrap_or_else(|| unreachable!("the log is there until the recording ends"));
        store.finish();
        Log::of(*store)
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        let current = entries::current();
        current.logging.set(false);
        current.choosing.set(false);
        drop(current.log.borrow_mut().take());
    }
}

/// Marks a step of the recording in this thread with a text. Without a recording, nothing happens.
pub fn mark(text: impl Into<String>) {
    if entries::is_logging() {
        look_now();
        log_step(|log| Stored { kind: EventKind::Mark, text: log.text(text.into()), ..NOTHING });
    }
}

/// Gives a handle the name of the variable it is in, for the recording in this thread to show. Without a recording,
/// nothing happens.
#[track_caller]
pub fn name_handle(handle: &(impl Subject + ?Sized), name: impl Into<String>) {
    if let Some(entry) = entries::entry(handle.as_any().handle().token())
        && entries::is_logging()
    {
        look_now();
        let (object, handle) = (entry.object, entry.step);
        log_step(|log| Stored { kind: EventKind::Named, object, handle, text: log.text(name.into()), ..NOTHING });
    }
}

/// What was recorded: plain data.
#[derive(Debug)]
pub struct Log {
    pub(in crate::inspect) store: Store,
    /// The line that took each handle.
    pub(in crate::inspect) taken: HashMap<u64, Site>,
}

impl Log {
    fn of(store: Store) -> Self {
        let early = store.base.handles.iter().map(|(&handle, &(_, site))| (handle, site));
        let taken = store.events.iter().filter(|event| event.kind.takes());
        let taken = taken.filter_map(|event| Some((event.handle, event.site?)));
        let taken = early.chain(taken).collect();
        Self { store, taken }
    }

    /// The events, in order.
    pub fn events(&self) -> impl ExactSizeIterator<Item = Event<'_>> {
        self.store.events.iter().map(|stored| self.event(stored))
    }

    /// The number of events that were dropped for newer ones.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.store.lost
    }

    /// What happened to one object, by its number.
    pub fn history(&self, object: u64) -> impl Iterator<Item = Event<'_>> {
        self.events().filter(move |event| event.object() == object)
    }

    /// Gives each event to the subscribers of the crate `tracing`, as one of level TRACE with the target
    /// `obj_runtime::objects`. With the feature `tracing` only.
    ///
    /// This is done afterwards, not while the program runs, because subscribers may do anything, and handles are
    /// taken and dropped where not everything may be done.
    #[cfg(feature = "tracing")]
    pub fn emit(&self) {
        for event in self.events() {
            let (step, object, refcount) = (event.step(), event.object(), event.refcount());
            tracing::trace!(target: "obj_runtime::objects", step, kind = ?event.kind(), object, refcount, "{event}");
        }
    }

    fn event<'a>(&'a self, stored: &'a Stored) -> Event<'a> {
        let has_holder = matches!(stored.kind, EventKind::Set | EventKind::Cleared);
        Event {
            stored,
            object: self.store.name(stored.object),
            holder: if has_holder { self.store.name(stored.number) } else { None },
            text: &self.store.texts[stored.text as usize],
            taken_at: self.taken.get(&stored.handle).copied(),
        }
    }
}
