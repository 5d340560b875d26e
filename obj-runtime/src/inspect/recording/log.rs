//! What was recorded.

use std::collections::{BTreeMap, HashMap};

use super::base::Base;
use super::event::{Event, EventKind, Stored};
use super::store::Store;
use crate::inspect::object_name::ObjectName;
use crate::inspect::walk;
use crate::ledger::{self, Site};

/// What was recorded: plain data.
#[derive(Debug)]
pub struct Log {
    pub(super) events: Vec<Stored>,
    lost: u64,
    /// The objects that events name.
    pub(super) objects: BTreeMap<u64, Known>,
    pub(super) texts: Vec<String>,
    /// What there was before the first event.
    pub(super) base: Base,
    /// The line that took each handle.
    taken: HashMap<u64, Site>,
}

/// What is known of an object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) type_name: &'static str,
    pub(super) made_at: Option<Site>,
}

impl Log {
    /// The recording ends.
    pub(super) fn of(store: Store) -> Self {
        let Store { events, lost, texts, base, types, .. } = store;
        let (events, objects, taken) = (events.into_vec(), BTreeMap::new(), HashMap::new());
        let mut log = Self { events, lost, objects, texts, base, taken };
        log.look_at_what_is_left();
        log.look_back(&types);
        let early = log.base.handles.iter().map(|(&handle, &(_, site))| (handle, site));
        let taken = log.events.iter().filter(|event| event.kind.takes());
        log.taken = early.chain(taken.filter_map(|event| Some((event.handle, event.site?)))).collect();
        log
    }

    fn first_step(&self) -> u64 {
        self.events.first().map_or(u64::MAX, |event| event.step)
    }

    /// Notes the objects that are there, with their counts, and the open handles from before the first event.
    fn look_at_what_is_left(&mut self) {
        let first_step = self.first_step();
        for (_, handle) in ledger::open_handles().filter(|(_, handle)| handle.step < first_step) {
            self.base.handles.insert(handle.step, (handle.object, handle.site));
        }
        for object in walk::objects() {
            let ObjectName { type_name, serial } = object.name();
            self.objects.insert(serial, Known { type_name, made_at: object.made_at() });
            self.base.counts.insert(serial, u64::from(object.header().count()));
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
                    event.text = 0;
                    self.objects.insert(object, Known { type_name, made_at });
                    base.counts.remove(&object);
                }
                kind if kind.takes() => {
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
    pub fn events(&self) -> impl ExactSizeIterator<Item = Event<'_>> {
        self.events.iter().map(|stored| self.event(stored))
    }

    /// The number of events that were dropped for newer ones.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost
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
            object: self.name(stored.object),
            holder: if has_holder { self.name(stored.number) } else { None },
            text: &self.texts[stored.text as usize],
            taken_at: self.taken.get(&stored.handle).copied(),
        }
    }
}
