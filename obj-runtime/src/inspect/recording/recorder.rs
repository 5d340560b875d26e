//! Recording, and what was recorded.

use std::marker::PhantomData;
use std::ops::RangeInclusive;

use super::event::{EventKind, NOTHING, Stored};
use super::log::Log;
use super::named;
use super::store::{Choice, Store};
use super::writer;
use crate::inspect::Subject;
use crate::inspect::accounts::Lines;
use crate::ledger;

/// How to record: which objects, and how many events are kept.
#[derive(Debug, Clone)]
#[must_use = "call `start`"]
pub struct Recorder {
    choice: Choice,
}

impl Recorder {
    /// A recorder of all objects, which keeps the last 100,000 events.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::Recorder::new().limit(1_000).start();
    /// let text = Obj::<Str>::from("some text");
    /// let log = recording.finish();
    /// assert_eq!(log.events().count(), 1);
    /// # drop(text);
    /// ```
    pub fn new() -> Self {
        Self { choice: Choice { limit: 100_000, types: Vec::new(), objects: Vec::new() } }
    }

    /// Keeps the last so many events: 48 bytes each, and the texts of marks, names and places that they have.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::Recorder::new().limit(2).start();
    /// let text = Obj::<Str>::from("some text");
    /// let same = [text.clone(), text.clone(), text.clone()];
    /// let log = recording.finish();
    /// assert_eq!((log.events().len(), log.lost()), (2, 2));   // the last two of four
    /// # drop(same);
    /// ```
    pub fn limit(mut self, events: usize) -> Self {
        self.choice.limit = events.max(1);
        self
    }

    /// Records objects of these types only, by name.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::Recorder::new().types(["str"]).start();
    /// let (text, number) = (Obj::<Str>::from("some text"), Obj::<Int>::from(1_000));
    /// let log = recording.finish();
    /// assert!(log.events().all(|event| event.type_name() == Some("str")));
    /// # drop((text, number));
    /// ```
    pub fn types<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.choice.types.extend(names.into_iter().map(str::to_owned));
        self
    }

    /// Records objects with these numbers only. Two runs of one program give an object the same number.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// // An earlier run has told that object 1 leaks: who takes handles to it?
    /// let recording = inspect::Recorder::new().objects(1..=1).start();
    /// let (first, second) = (Obj::<Str>::from("some text"), Obj::<Str>::from("more"));
    /// let log = recording.finish();
    /// assert!(log.events().all(|event| event.object() == 1));
    /// # drop((first, second));
    /// ```
    pub fn objects(mut self, numbers: RangeInclusive<u64>) -> Self {
        self.choice.objects.push(numbers);
        self
    }

    /// Begins to record in this thread.
    ///
    /// An event costs some 15 nanoseconds. Which object holds which handle, and the plain values of fields, are found by
    /// looking at the heap between events: in short recordings after each, in long ones now and then, and always at the end.
    ///
    /// # Panics
    /// If a recording is under way in this thread already.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::Recorder::new().start();
    /// let text = Obj::<Str>::from("some text");
    /// drop(text);
    /// for event in recording.finish().events() {
    ///     println!("{event}");                            // step 1: made str #1, refcount 1, at src/main.rs:4 …
    /// }
    /// ```
    #[track_caller]
    pub fn start(self) -> Recording {
        let lines = Lines::start();
        let mut store = Store::new(self.choice, ledger::moment().step);
        store.note_what_is_there();
        assert!(writer::begin(store), "a recording is under way in this thread already");
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
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let log = recording.finish();
    /// assert_eq!(log.events().len(), 1);
    /// drop(text);                                         // is not recorded any more
    /// ```
    #[must_use]
    pub fn finish(self) -> Log {
        ledger::look_now();
        let store = writer::end().unwrap_or_else(|| unreachable!("the log is there until the recording ends"));
        Log::of(*store)
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        drop(writer::end());
    }
}

/// Marks a step of the recording in this thread with a text. Without a recording, nothing happens.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// let recording = inspect::record();
/// inspect::mark("after loading");
/// let log = recording.finish();
/// assert!(log.events().next().unwrap().to_string().contains("after loading"));
/// ```
pub fn mark(text: impl Into<String>) {
    if ledger::is_listened_to() {
        writer::add_step(|log| Stored { kind: EventKind::Mark, text: log.texts.add(&text.into()), ..NOTHING });
    }
}

/// Gives a handle the name of the variable it is in, for the recording in this thread and for
/// [pictures](super::super::Picture) to show. Without a recording, and where [no lines are
/// remembered](super::super::remember_lines), nothing happens.
///
/// # Examples
/// ```
/// use obj_runtime::inspect;
/// use obj_runtime::prelude::*;
///
/// let _lines = inspect::remember_lines();
/// let number = Obj::<Int>::from(1000);
/// inspect::name_handle(&number, "number");
/// assert!(inspect::snapshot().to_svg().contains(">number<"));
/// ```
#[track_caller]
pub fn name_handle(handle: &(impl Subject + ?Sized), name: impl Into<String>) {
    let handle = handle.as_any().handle();
    let (object, entry) = (handle.header().record.serial(), ledger::entry(handle.token()));
    let is_listened_to = ledger::is_listened_to();
    if entry.is_none() && !is_listened_to {
        return;
    }
    // Of a handle from before the recording, the object is known.
    let (handle, name) = (entry.map_or(0, |entry| entry.step), name.into());
    if entry.is_some() {
        named::set(handle, &name);
    }
    if is_listened_to {
        writer::add_step(|log| Stored {
            kind: EventKind::Named,
            object,
            handle,
            text: log.texts.add(&name),
            ..NOTHING
        });
    }
}
