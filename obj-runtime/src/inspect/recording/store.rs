//! What a recording has collected so far.
//!
//! An event costs little more than its place in the ring. What an event that is kept needs of those that are not, objects,
//! counts and handles of before, is found out when the recording ends: from the kept events, which say what they end, and
//! from the heap and the ledger, which say what is still there. Only edges are carried along.

use std::ops::RangeInclusive;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::base::Base;
use super::edges::{Change, EdgeState, Look};
use super::event::{EventKind, NOTHING, Stored};
use super::ring::Ring;
use crate::inspect::object_name::ObjectName;
use crate::inspect::walk::{self, HeapObject};
use crate::ledger::{self, Site};

/// What is recorded, and how much.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) limit: usize,
    /// Names of types; all if empty.
    pub(super) types: Vec<String>,
    /// Numbers of objects; all if empty.
    pub(super) objects: Vec<RangeInclusive<u64>>,
}

/// The events recorded so far.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) choice: Choice,
    takes_all: bool,
    /// Whether each object is wanted, unless all are.
    wanted: HashMap<u64, bool, FixedState>,
    pub(super) events: Ring<Stored>,
    /// The number of events that were dropped for newer ones.
    pub(super) lost: u64,
    pub(super) texts: Vec<String>,
    /// The names of types of freed objects.
    pub(super) types: Vec<&'static str>,
    /// What there was before the first event: edges only, as long as the recording lasts.
    pub(super) base: Base,
    pub(super) edges: EdgeState,
}

impl Store {
    /// An empty log.
    pub(super) fn new(choice: Choice) -> Self {
        let limit = choice.limit;
        let takes_all = choice.types.is_empty() && choice.objects.is_empty();
        let mut store = Self {
            choice,
            takes_all,
            wanted: HashMap::with_hasher(FixedState::with_seed(0)),
            events: Ring::new(limit),
            lost: 0,
            texts: vec![String::new()],
            types: Vec::new(),
            base: Base::default(),
            edges: EdgeState::default(),
        };
        for ObjectName { type_name, serial } in walk::objects().map(HeapObject::name) {
            store.add_object(serial, type_name);
        }
        store
    }

    /// An object is made, or was there already.
    pub(super) fn add_object(&mut self, serial: u64, type_name: &'static str) {
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
    pub(super) fn push(&mut self, event: Stored) {
        if !self.takes_all && !self.wants(&event) {
            return;
        }
        self.events.push(event, |lost| {
            self.lost += 1;
            self.base.carry_edges(lost, &self.texts);
        });
    }

    /// A handle that was just taken was taken at another line, and so was the object made there.
    pub(super) fn attribute(&mut self, handle: u64, site: Site) {
        let Some(event) = self.events.newest_first_mut().find(|event| event.step <= handle) else { return };
        if event.step == handle {
            event.site = Some(site);
        }
    }

    /// What a look has found to have changed, each as a step of its own.
    pub(super) fn add_changes_of_edges(&mut self, found: Look) {
        for Change { kind, holder, place, held } in self.edges.update(found) {
            let text = self.text(place);
            let (object, handle) = (held.object, held.handle);
            self.push(Stored { step: ledger::next_step(), kind, object, handle, number: holder, text, ..NOTHING });
        }
    }

    /// The index of a text.
    pub(super) fn text(&mut self, text: String) -> u32 {
        if let Some(index) = self.texts.iter().rev().take(64).position(|known| *known == text) {
            return (self.texts.len() - 1 - index) as u32;
        }
        self.texts.push(text);
        (self.texts.len() - 1) as u32
    }

    /// The index of the name of a type.
    pub(super) fn type_index(&mut self, name: &'static str) -> u32 {
        let known = self.types.iter().rposition(|known| std::ptr::eq(*known, name));
        let index = known.unwrap_or_else(|| {
            self.types.push(name);
            self.types.len() - 1
        });
        index as u32
    }
}
