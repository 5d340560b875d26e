//! What a recording has collected so far.
//!
//! An event costs little more than its place in the ring. What an event that is kept needs of those that are not, objects,
//! counts and handles of before, is found out when the recording ends: from the kept events, which say what they end, and
//! from the heap and the ledger, which say what is still there. Only edges are carried along.

use std::collections::{BTreeMap, VecDeque};
use std::ops::RangeInclusive;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::base::Base;
use super::edges::EdgeState;
use super::event::{EventKind, Stored};
use crate::inspect::accounts::walk::{self, ObjectName};
use crate::ledger::Site;
use crate::ledger::entries;

/// What is recorded, and how much.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) limit: usize,
    /// Names of types; all if empty.
    pub(crate) types: Vec<String>,
    /// Numbers of objects; all if empty.
    pub(crate) objects: Vec<RangeInclusive<u64>>,
}

/// What is known of an object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub(crate) type_name: &'static str,
    pub(crate) made_at: Option<Site>,
}

/// The events recorded so far.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) choice: Choice,
    takes_all: bool,
    /// Whether each object is wanted, unless all are.
    wanted: HashMap<u64, bool, FixedState>,
    pub(crate) events: VecDeque<Stored>,
    /// The number of events that were dropped for newer ones.
    pub(crate) lost: u64,
    /// The objects that events name; none before `finish`.
    pub(crate) objects: BTreeMap<u64, Known>,
    pub(crate) texts: Vec<String>,
    /// The names of types of freed objects.
    types: Vec<&'static str>,
    /// What there was before the first event: only edges before `finish`.
    pub(crate) base: Base,
    pub(crate) edges: EdgeState,
}

impl Store {
    /// An empty log.
    pub(crate) fn new(choice: Choice) -> Self {
        let takes_all = choice.types.is_empty() && choice.objects.is_empty();
        let mut store = Self {
            choice,
            takes_all,
            wanted: HashMap::with_hasher(FixedState::with_seed(0)),
            events: VecDeque::new(),
            lost: 0,
            objects: BTreeMap::new(),
            texts: vec![String::new()],
            types: Vec::new(),
            base: Base::default(),
            edges: EdgeState::default(),
        };
        for ObjectName { type_name, serial } in walk::objects().map(walk::Met::name) {
            store.add_object(serial, type_name);
        }
        store
    }

    /// Whether not all objects are wanted.
    pub(crate) fn chooses(&self) -> bool {
        !self.takes_all
    }

    /// An object is made, or was there already.
    pub(crate) fn add_object(&mut self, serial: u64, type_name: &'static str) {
        if self.takes_all {
            return;
        }
        let Choice { types, objects, .. } = &self.choice;
        let wanted = (types.is_empty() || types.iter().any(|wanted| wanted == type_name))
            && (objects.is_empty() || objects.iter().any(|range| range.contains(&serial)));
        self.wanted.insert(serial, wanted);
    }

    fn wants(&mut self, event: &Stored) -> bool {
        let wanted = match event.kind {
            EventKind::Freed => self.wanted.remove(&event.object),
            _ => self.wanted.get(&event.object).copied(),
        };
        wanted != Some(false)
    }

    #[inline]
    pub(crate) fn push(&mut self, event: Stored) {
        if !self.takes_all && !self.wants(&event) {
            return;
        }
        if self.events.len() >= self.choice.limit {
            self.lose_first();
        }
        self.events.push_back(event);
    }

    /// A handle that was just taken was taken at another line, and so was the object made there.
    pub(crate) fn attribute(&mut self, handle: u64, site: Site) {
        let Some(event) = self.events.iter_mut().rev().find(|event| event.step <= handle) else { return };
        if event.step == handle {
            event.site = Some(site);
        }
    }

    #[inline]
    fn lose_first(&mut self) {
        self.lost += 1;
        if let Some(first) = self.events.front() {
            self.base.carry_edges(first, &self.texts);
        }
        self.events.pop_front();
    }

    /// The index of a text.
    pub(crate) fn text(&mut self, text: String) -> u32 {
        if let Some(index) = self.texts.iter().rev().take(64).position(|known| *known == text) {
            return (self.texts.len() - 1 - index) as u32;
        }
        self.texts.push(text);
        (self.texts.len() - 1) as u32
    }

    /// The index of the name of a type.
    pub(crate) fn type_index(&mut self, name: &'static str) -> u32 {
        let known = self.types.iter().rposition(|known| std::ptr::eq(*known, name));
        let index = known.unwrap_or_else(|| {
            self.types.push(name);
            self.types.len() - 1
        });
        index as u32
    }

    /// The recording ends: finds out what there was before the first event that is kept.
    pub(crate) fn finish(&mut self) {
        let first_step = self.events.front().map_or(u64::MAX, |event| event.step);
        let base = &mut self.base;
        for (_, entry) in entries::open_handles().into_iter().filter(|(_, entry)| entry.step < first_step) {
            base.handles.insert(entry.step, (entry.object, entry.site));
        }
        for met in walk::objects() {
            let ObjectName { type_name, serial } = met.name();
            self.objects.insert(serial, Known { type_name, made_at: met.made_at() });
            base.counts.insert(serial, u64::from(met.header().count()));
        }
        // The first event of an object says the count before it: the last that is looked at, from the end.
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
                    let (made_at, type_name) = (event.site.take(), self.types[event.text as usize]);
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

    pub(crate) fn name(&self, object: u64) -> Option<ObjectName> {
        self.objects.get(&object).map(|known| ObjectName { type_name: known.type_name, serial: object })
    }
}
