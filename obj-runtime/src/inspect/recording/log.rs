//! What was recorded.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::appearance::Sharing;
use super::base::Base;
use super::event::{Event, EventKind, Stored};
use super::field::StoredField;
use super::ring::Ring;
use super::store::Store;
use super::telling::Source;
use crate::inspect::object_name::ObjectName;
use crate::inspect::walk;
use crate::ledger::{self, Site};

/// What was recorded: plain data.
#[derive(Debug)]
pub struct Log {
    pub(super) events: Vec<Stored>,
    lost: u64,
    /// What plain values have become, in order.
    pub(super) fields: Vec<StoredField>,
    /// The objects that events name, and those that hold them or are held by them.
    pub(super) objects: BTreeMap<u64, Known>,
    pub(super) texts: Vec<String>,
    /// What there was before the first event.
    pub(super) base: Base,
    /// The line that took each handle.
    taken: HashMap<u64, Site>,
    /// The ledger's last step before the recording: a handle taken later was taken in it.
    pub(super) start: u64,
    /// The handles that units keep to their constants.
    pub(super) kept: BTreeSet<u64>,
    /// The text of the units that have run.
    pub(super) sources: Vec<Source>,
}

/// What is known of an object.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) type_name: &'static str,
    pub(super) made_at: Option<Site>,
    /// The value, if it is plain and a look has seen it.
    pub(super) value: Option<Box<str>>,
    /// Why the object is shared: a number for the page.
    pub(super) sharing: u8,
    /// Whether its events were recorded. Others are known because they hold one of those, or are held by one.
    pub(super) is_recorded: bool,
}

impl Log {
    /// The recording ends.
    pub(super) fn of(mut store: Store) -> Self {
        let events = std::mem::replace(&mut store.events, Ring::new(1)).into_vec();
        let mut log = Self {
            events,
            fields: std::mem::replace(&mut store.fields, Ring::new(1)).into_vec(),
            lost: store.lost,
            objects: BTreeMap::new(),
            texts: Vec::new(),
            base: std::mem::take(&mut store.base),
            taken: HashMap::new(),
            start: store.start,
            kept: BTreeSet::new(),
            sources: std::mem::take(&mut store.sources),
        };
        let named = log.named();
        log.look_at_what_is_left(&store, &named);
        log.texts = store.texts.into_vec();
        log.look_back(&store.types);
        let early = log.base.handles.iter().map(|(&handle, &(_, site))| (handle, site));
        let taken = log.events.iter().filter(|event| event.kind.takes());
        log.taken = early.chain(taken.filter_map(|event| Some((event.handle, event.site?)))).collect();
        log.number_steps();
        log
    }

    /// Numbers the steps as those of the recording.
    fn number_steps(&mut self) {
        let Self { events, fields, lost, .. } = self;
        for field in fields {
            field.after = *lost + events.partition_point(|event| event.step <= field.after) as u64;
        }
        let numbers = *lost + 1..;
        events.iter_mut().zip(numbers).for_each(|(event, number)| event.step = number);
    }

    fn first_step(&self) -> u64 {
        self.events.first().map_or(u64::MAX, |event| event.step)
    }

    /// The objects that events name, and whether each is one whose own events are recorded.
    fn named(&self) -> BTreeMap<u64, bool> {
        let mut named = BTreeMap::new();
        for event in &self.events {
            if matches!(event.kind, EventKind::Set | EventKind::Cleared) {
                named.entry(event.number).or_insert(false);
            }
            if event.object != 0 {
                named.insert(event.object, true);
            }
        }
        named
    }

    /// Leaves out the edges of before that are not about a recorded object; adds what is at their ends to the objects
    /// named.
    fn choose_edges(&mut self, recorded: &BTreeMap<u64, bool>, is_wanted: impl Fn(u64) -> bool) -> BTreeMap<u64, bool> {
        let mut named = recorded.clone();
        let is_recorded = |object: u64| recorded.get(&object) == Some(&true);
        self.base.retain_edges(|holder, held| {
            let keep = is_recorded(held) || is_recorded(holder) && is_wanted(held);
            if keep {
                named.entry(holder).or_insert(false);
                named.entry(held).or_insert(false);
            }
            keep
        });
        named
    }

    /// Notes the objects that are there, with their counts, and the open handles from before the first event.
    fn look_at_what_is_left(&mut self, store: &Store, recorded: &BTreeMap<u64, bool>) {
        let first_step = self.first_step();
        let named = self.choose_edges(recorded, |object| store.wants_object(object));
        for (_, handle) in ledger::open_handles() {
            // Those of the recording's own lines are told of, even if no event is left of their object.
            if handle.step < first_step && (named.contains_key(&handle.object) || store.has_taken(&handle)) {
                self.base.handles.insert(handle.step, (handle.object, handle.site));
            }
        }
        let kept = walk::kept().into_iter().filter_map(|kept| ledger::entry(kept.token));
        self.kept = kept.map(|handle| handle.step).collect();
        let of_handles: BTreeSet<u64> = self.base.handles.values().map(|&(object, _)| object).collect();
        for object in walk::objects() {
            let ObjectName { type_name, serial } = object.name();
            let is_named = named.get(&serial).copied();
            if is_named.is_none() && !of_handles.contains(&serial) {
                continue;
            }
            let is_recorded = is_named == Some(true);
            // Without events, the count was the same all the time, if they would have been recorded.
            let is_counted = is_recorded || is_named.is_some() && store.wants_object(serial);
            let value = store.value(serial).map_or_else(|| object.plain_repr(), |seen| seen.value.clone());
            let sharing = Sharing::of(object).code();
            self.objects.insert(serial, Known { type_name, made_at: object.made_at(), value, sharing, is_recorded });
            if is_counted {
                self.base.counts.insert(serial, u64::from(object.header().count()));
            }
        }
    }

    /// Finds out from the events what there was before the first: the first event of an object says the count before
    /// it, and that is the last one that is looked at, from the end.
    fn look_back(&mut self, types: &[&'static str]) {
        let (first_step, base) = (self.first_step(), &mut self.base);
        for event in self.events.iter_mut().rev() {
            let Stored { kind, object, handle, number, .. } = *event;
            match kind {
                EventKind::Dropped | EventKind::Kept => {
                    let site = event.site.take();
                    if let Some(site) = site.filter(|_| handle < first_step) {
                        base.handles.insert(handle, (object, site));
                    }
                    base.counts.insert(object, if kind == EventKind::Kept { number } else { number + 1 });
                }
                EventKind::Freed => {
                    let (made_at, type_name) = (event.site.take(), types[event.text as usize]);
                    let (value, sharing) = (&self.texts[number as u32 as usize], (number >> 32) as u8);
                    let value = (!value.is_empty()).then(|| value.as_str().into());
                    (event.text, event.number) = (0, 0);
                    let known = Known { type_name, made_at, value, sharing, is_recorded: true };
                    self.objects.insert(object, known);
                    base.counts.remove(&object);
                }
                EventKind::OfRaw => {
                    base.counts.insert(object, number);
                }
                kind if kind.takes() || kind == EventKind::Held => {
                    base.counts.insert(object, number.saturating_sub(1));
                }
                _ => {}
            }
        }
        base.counts.retain(|_, count| *count > 0);
    }

    pub(super) fn name(&self, object: u64) -> Option<ObjectName> {
        self.objects.get(&object).map(|known| ObjectName { type_name: known.type_name, serial: object })
    }

    /// The events, in order.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let same = text.clone();
    /// let log = recording.finish();
    /// let log_text: Vec<String> = log.events().map(|event| event.to_string()).collect();
    /// assert!(log_text[1].contains("cloned a handle to str"));
    /// # drop(same);
    /// ```
    pub fn events(&self) -> impl ExactSizeIterator<Item = Event<'_>> {
        self.events.iter().map(|stored| self.event(stored))
    }

    /// What plain values became before the event at an index.
    pub(super) fn fields_before(&self, event: usize) -> &[StoredField] {
        let first = self.lost + event as u64;
        &self.fields[..self.fields.partition_point(|field| field.after < first)]
    }

    /// The number of events that were dropped for newer ones.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::Recorder::new().limit(1).start();
    /// let text = Obj::<Str>::from("some text");
    /// drop(text);
    /// assert_eq!(recording.finish().lost(), 2);           // made, dropped; that it was freed is kept
    /// ```
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost
    }

    /// What happened to one object, by its number.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let same = text.clone();
    /// let log = recording.finish();
    /// let object = log.events().next().unwrap().object();
    /// let history: Vec<_> = log.history(object).map(|event| event.refcount()).collect();
    /// assert_eq!(history, [Some(1), Some(2)]);
    /// # drop(same);
    /// ```
    pub fn history(&self, object: u64) -> impl Iterator<Item = Event<'_>> {
        self.events().filter(move |event| event.object() == object)
    }

    /// Gives each event to the subscribers of the crate `tracing`, as one of level TRACE with the target
    /// `obj_runtime::objects`. With the feature `tracing` only.
    ///
    /// This is done afterwards, not while the program runs, because subscribers may do anything, and handles are
    /// taken and dropped where not everything may be done.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// recording.finish().emit();                          // to whoever subscribes to `obj_runtime::objects`
    /// # drop(text);
    /// ```
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
            object: self.name(stored.object),
            holder: if has_holder { self.name(stored.number) } else { None },
            text: &self.texts[stored.text as usize],
            taken_at: self.taken.get(&stored.handle).copied(),
        }
    }
}
