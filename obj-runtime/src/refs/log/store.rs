//! The log of a recording under way, in the ledger of its thread.

use std::collections::{BTreeMap, VecDeque};
use std::ops::RangeInclusive;

use super::super::site::Site;
use super::super::walk::{self, ObjectName};
use super::base::Base;
use super::edges::EdgeState;
use super::event::{EventKind, Stored};

/// What is recorded, and how much.
#[derive(Debug, Clone)]
pub(in crate::refs) struct Choice {
    pub(in crate::refs) limit: usize,
    /// Names of types; all if empty.
    pub(in crate::refs) types: Vec<String>,
    /// Numbers of objects; all if empty.
    pub(in crate::refs) objects: Vec<RangeInclusive<u64>>,
}

/// What is known of an object.
#[derive(Debug, Clone, Copy)]
pub(in crate::refs) struct Known {
    pub(in crate::refs) type_name: &'static str,
    pub(in crate::refs) made_at: Option<Site>,
    wanted: bool,
}

/// The events recorded so far.
#[derive(Debug)]
pub(in crate::refs) struct Store {
    pub(in crate::refs) choice: Choice,
    pub(in crate::refs) events: VecDeque<Stored>,
    /// The number of events that were dropped for newer ones.
    pub(in crate::refs) lost: u64,
    pub(in crate::refs) objects: BTreeMap<u64, Known>,
    pub(in crate::refs) texts: Vec<String>,
    /// What there was before the first event.
    pub(in crate::refs) base: Base,
    pub(in crate::refs) edges: EdgeState,
}

impl Store {
    /// A log that knows the objects there are.
    pub(in crate::refs) fn new(choice: Choice) -> Self {
        let mut store = Self {
            choice,
            events: VecDeque::new(),
            lost: 0,
            objects: BTreeMap::new(),
            texts: vec![String::new()],
            base: Base::default(),
            edges: EdgeState::default(),
        };
        for met in walk::objects() {
            let (ObjectName { type_name, serial }, count) = (met.name(), u64::from(met.header().count()));
            store.add_object(serial, type_name, met.made_at());
            store.base.counts.insert(serial, count);
        }
        store
    }

    pub(in crate::refs) fn add_object(&mut self, serial: u64, type_name: &'static str, made_at: Option<Site>) {
        let Choice { types, objects, .. } = &self.choice;
        let wanted = (types.is_empty() || types.iter().any(|wanted| wanted == type_name))
            && (objects.is_empty() || objects.iter().any(|range| range.contains(&serial)));
        self.objects.insert(serial, Known { type_name, made_at, wanted });
    }

    /// Whether events of an object are wanted.
    fn wants(&self, object: u64) -> bool {
        let takes_all = self.choice.types.is_empty() && self.choice.objects.is_empty();
        takes_all || object == 0 || self.objects.get(&object).is_none_or(|known| known.wanted)
    }

    pub(in crate::refs) fn push(&mut self, event: Stored) {
        if !self.wants(event.object) {
            return;
        }
        if self.events.len() >= self.choice.limit {
            self.lose_first();
        }
        self.events.push_back(event);
    }

    /// A handle that was just taken was taken at another line, and so was the object made there.
    pub(in crate::refs) fn attribute(&mut self, handle: u64, site: Site) {
        let Some(event) = self.events.iter_mut().rev().find(|event| event.step <= handle) else { return };
        if event.step == handle {
            event.site = Some(site);
            if let Some(known) = self.objects.get_mut(&event.object) {
                known.made_at = Some(site);
            }
        }
    }

    fn lose_first(&mut self) {
        self.lost += 1;
        let Some(first) = self.events.pop_front() else { return };
        self.base.apply(&first, &self.texts);
        if first.kind == EventKind::Freed {
            // Nothing else will name it.
            self.objects.remove(&first.object);
        }
    }

    /// The index of a text.
    pub(in crate::refs) fn text(&mut self, text: String) -> u32 {
        if let Some(index) = self.texts.iter().rev().take(64).position(|known| *known == text) {
            return (self.texts.len() - 1 - index) as u32;
        }
        self.texts.push(text);
        (self.texts.len() - 1) as u32
    }

    pub(in crate::refs) fn name(&self, object: u64) -> Option<ObjectName> {
        self.objects.get(&object).map(|known| ObjectName { type_name: known.type_name, serial: object })
    }
}
