//! One step of a recording.

use std::fmt;

use crate::inspect::object_name::ObjectName;
use crate::inspect::writing::count::CountIn;
use crate::inspect::writing::visible::Visible;
use crate::ledger::Site;

/// What happened at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// An object was made, with its first handle.
    Made,
    /// A handle was cloned.
    Cloned,
    /// A handle was taken to look at what a cell or list holds.
    Read,
    /// A handle was taken by looking the object up: from a weak handle, its id, a table.
    Found,
    /// A handle was made of a raw pointer.
    OfRaw,
    /// A handle was dropped.
    Dropped,
    /// A handle was made a raw pointer, or is kept by the runtime from now on.
    Kept,
    /// The object's memory was freed.
    Freed,
    /// An object was found to hold a handle.
    Set,
    /// An object was found to hold a handle no more.
    Cleared,
    /// A collection began.
    CollectionBegan,
    /// A collection ended.
    CollectionEnded,
    /// The program has marked the step.
    Mark,
    /// The program has given a handle a name.
    Named,
    /// The runtime has taken a count for itself: while a finalizer runs, or the collector frees what it has found.
    Held,
    /// A statement of a `graph!` begins.
    Statement,
    /// The last statement of a `graph!` has ended.
    UnitEnded,
    /// A `graph!` has printed a line, or, where another `end` than the end of the line was wanted, a part of one.
    Printed,
}

impl EventKind {
    /// A number for the page.
    pub(super) fn code(self) -> u8 {
        self as u8
    }

    /// Whether a handle was taken.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect::EventKind;
    /// assert!(EventKind::Cloned.takes());
    /// assert!(!EventKind::Dropped.takes());
    /// ```
    #[must_use]
    pub fn takes(self) -> bool {
        matches!(self, Self::Made | Self::Cloned | Self::Read | Self::Found | Self::OfRaw)
    }
}

/// A step as it is stored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stored {
    /// The ledger's step while the recording lasts, then the number in the recording.
    pub(super) step: u64,
    pub(super) kind: EventKind,
    /// The number of the object; 0 for none.
    pub(super) object: u64,
    /// The step that took the handle; 0 if it is not known.
    pub(super) handle: u64,
    /// The object's count after the step. Of `Set` and `Cleared`: the number of the holder. Of `Freed` while the recording
    /// lasts: the text of its value, and why it was shared.
    pub(super) number: u64,
    pub(super) site: Option<Site>,
    /// The index of a text.
    pub(super) text: u32,
}

const _: () = assert!(size_of::<Stored>() == 48, "said of `Recorder::limit`");

/// A step that is about nothing.
pub(super) const NOTHING: Stored =
    Stored { step: 0, kind: EventKind::Mark, object: 0, handle: 0, number: 0, site: None, text: 0 };

/// One step of a recording. Displayed in words.
#[derive(Clone, Copy)]
pub struct Event<'a> {
    pub(super) stored: &'a Stored,
    pub(super) object: Option<ObjectName>,
    pub(super) holder: Option<ObjectName>,
    pub(super) text: &'a str,
    /// The line that took the handle.
    pub(super) taken_at: Option<Site>,
}

impl Event<'_> {
    /// The number of the step: the first of each recording is 1, whatever it records.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let same = text.clone();
    /// let log = recording.finish();
    /// let steps: Vec<u64> = log.events().map(|event| event.step()).collect();
    /// assert_eq!(steps, [1, 2]);
    /// # drop(same);
    /// ```
    #[must_use]
    pub fn step(&self) -> u64 {
        self.stored.step
    }

    /// What happened.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let same = text.clone();
    /// let log = recording.finish();
    /// let kinds: Vec<_> = log.events().map(|event| event.kind()).collect();
    /// assert_eq!(kinds, [inspect::EventKind::Made, inspect::EventKind::Cloned]);
    /// # drop(same);
    /// ```
    #[must_use]
    pub fn kind(&self) -> EventKind {
        self.stored.kind
    }

    /// The number of the object: the first of a thread is 1. 0 if the event is about none.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let same = text.clone();
    /// let log = recording.finish();
    /// let made = log.events().next().unwrap();
    /// assert_eq!(log.history(made.object()).count(), 2);   // it was made and cloned
    /// # drop(same);
    /// ```
    #[must_use]
    pub fn object(&self) -> u64 {
        self.stored.object
    }

    /// The name of the object's type.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let same = text.clone();
    /// let log = recording.finish();
    /// let made = log.events().next().unwrap();
    /// assert_eq!(made.type_name(), Some("str"));
    /// # drop(same);
    /// ```
    #[must_use]
    pub fn type_name(&self) -> Option<&'static str> {
        self.object.map(|object| object.type_name)
    }

    /// The refcount after the step, if the step has changed it.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let same = text.clone();
    /// let log = recording.finish();
    /// let counts: Vec<_> = log.events().map(|event| event.refcount()).collect();
    /// assert_eq!(counts, [Some(1), Some(2)]);
    /// # drop(same);
    /// ```
    #[must_use]
    pub fn refcount(&self) -> Option<u64> {
        let changes =
            self.kind().takes() || matches!(self.kind(), EventKind::Dropped | EventKind::Kept | EventKind::Held);
        changes.then_some(self.stored.number)
    }

    /// The line that took the handle. Of a drop no line is known, but of the handle that was dropped it is.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let same = text.clone();
    /// let log = recording.finish();
    /// let lines: Vec<u32> = log.events().filter_map(|event| Some(event.site()?.line())).collect();
    /// assert_eq!(lines[1], lines[0] + 1);
    /// # drop(same);
    /// ```
    #[must_use]
    pub fn site(&self) -> Option<Site> {
        self.stored.site.or(self.taken_at)
    }
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {}: ", self.stored.step)?;
        let object = Shown(self.object);
        let (count, text) = (self.stored.number, Visible(self.text));
        match self.stored.kind {
            EventKind::Made => write!(f, "made {object}, refcount {count}")?,
            EventKind::Cloned => write!(f, "cloned a handle to {object}, {} -> {count}", count.saturating_sub(1))?,
            EventKind::Read => write!(f, "borrowed {object}, {} -> {count}", count.saturating_sub(1))?,
            EventKind::Found => write!(f, "looked {object} up, {} -> {count}", count.saturating_sub(1))?,
            EventKind::OfRaw => write!(f, "made a raw pointer to {object} a handle, {count}")?,
            EventKind::Dropped => write!(f, "dropped a handle to {object}, {} -> {count}", count + 1)?,
            EventKind::Kept => write!(f, "a handle to {object} is kept by the runtime or as a raw pointer, {count}")?,
            EventKind::Held => write!(f, "the runtime holds {object}, {} -> {count}", count.saturating_sub(1))?,
            EventKind::Freed => write!(f, "freed {object}")?,
            EventKind::Set => write!(f, "{text} of {} holds {object}", Shown(self.holder))?,
            EventKind::Cleared => write!(f, "{text} of {} no longer holds {object}", Shown(self.holder))?,
            EventKind::CollectionBegan => write!(f, "a collection begins")?,
            EventKind::CollectionEnded => {
                write!(f, "the collection ends, {} garbage", CountIn(count as usize, "object was", "objects were"))?
            }
            EventKind::Statement => write!(f, "a statement begins")?,
            EventKind::UnitEnded => write!(f, "the unit ends")?,
            EventKind::Printed => write!(f, "printed {text}")?,
            EventKind::Mark => write!(f, "mark: {text}")?,
            EventKind::Named => write!(f, "a handle to {object} is called {text}")?,
        }
        match (self.stored.site, self.taken_at) {
            (Some(site), _) => write!(f, ", at {site}"),
            (None, Some(site)) => write!(f, " (the handle taken at {site})"),
            (None, None) => Ok(()),
        }
    }
}

struct Shown(Option<ObjectName>);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(name) => name.fmt(f),
            None => f.write_str("an object"),
        }
    }
}
