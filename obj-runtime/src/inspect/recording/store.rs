//! What a recording has collected so far.
//!
//! An event costs little more than its place in the ring. What an event that is kept needs of those that are not, objects,
//! counts and handles of before, is found out when the recording ends: from the kept events, which say what they end, and
//! from the heap and the ledger, which say what is still there. Only edges, and the values of what is there, are carried along.

use std::ops::RangeInclusive;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::appearance::Appearance;
use super::base::Base;
use super::edges::{self, Became, Change, EdgeState, Look};
use super::event::{EventKind, NOTHING, Stored};
use super::field::StoredField;
use super::ring::Ring;
use super::telling::Source;
use super::texts::Texts;
use crate::inspect::object_name::ObjectName;
use crate::inspect::walk::{self, HeapObject};
use crate::ledger::{self, OpenHandle, Site};

/// What is recorded, and how much.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) limit: usize,
    /// Names of types; all if empty.
    pub(super) types: Vec<String>,
    /// Numbers of objects; all if empty.
    pub(super) objects: Vec<RangeInclusive<u64>>,
}

impl Choice {
    pub(super) fn takes_all(&self) -> bool {
        self.types.is_empty() && self.objects.is_empty()
    }

    pub(super) fn wants(&self, object: ObjectName) -> bool {
        let Self { types, objects, .. } = self;
        (types.is_empty() || types.iter().any(|wanted| wanted == object.type_name))
            && (objects.is_empty() || objects.iter().any(|range| range.contains(&object.serial)))
    }
}

/// The events recorded so far.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) choice: Choice,
    /// The ledger's last step before the recording.
    pub(super) start: u64,
    takes_all: bool,
    /// Whether each object is wanted, unless all are.
    wanted: HashMap<u64, bool, FixedState>,
    pub(super) events: Ring<Stored>,
    /// What plain values have become.
    pub(super) fields: Ring<StoredField>,
    /// The number of events that were dropped for newer ones.
    pub(super) lost: u64,
    pub(super) texts: Texts,
    /// The names of types of freed objects.
    pub(super) types: Vec<&'static str>,
    /// What there was before the first event: edges only, as long as the recording lasts.
    pub(super) base: Base,
    pub(super) edges: EdgeState,
    /// The units that have run.
    pub(super) sources: Vec<Source>,
    /// The statement of a unit that is running.
    pub(super) statement: Option<Site>,
    /// The plain values that looks have seen, of objects that are there.
    values: HashMap<u64, Appearance, FixedState>,
}

impl Store {
    /// An empty log, begun after a step of the ledger.
    pub(super) fn new(choice: Choice, start: u64) -> Self {
        let (limit, takes_all) = (choice.limit, choice.takes_all());
        Self {
            choice,
            start,
            takes_all,
            wanted: HashMap::with_hasher(FixedState::with_seed(0)),
            events: Ring::new(limit),
            fields: Ring::new(limit),
            lost: 0,
            texts: Texts::default(),
            types: Vec::new(),
            base: Base::default(),
            edges: EdgeState::default(),
            sources: Vec::new(),
            statement: None,
            values: HashMap::with_hasher(FixedState::with_seed(0)),
        }
    }

    /// Looks at the objects that are there when the recording begins.
    pub(super) fn note_what_is_there(&mut self) {
        for ObjectName { type_name, serial } in walk::objects().map(HeapObject::name) {
            self.add_object(serial, type_name);
        }
        let mut look = edges::look(|_| false);
        self.values.extend(look.values.drain(..));
        let (edges, fields) = self.edges.update(look);
        for change in edges {
            if self.wanted.get(&change.held.object) != Some(&false) {
                self.base.add_edge(change.holder, change.place, change.held);
            }
        }
        self.base.fields.extend(fields.into_iter().map(|Became { object, place, text }| ((object, place), text)));
    }

    /// An object is made, or was there already.
    pub(super) fn add_object(&mut self, serial: u64, type_name: &'static str) {
        if !self.takes_all {
            self.wanted.insert(serial, self.choice.wants(ObjectName { type_name, serial }));
        }
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
            return forget_texts(&mut self.texts, &event);
        }
        self.events.push(event, |lost| {
            self.lost += 1;
            self.base.carry(lost, |index| self.texts.get(index));
            forget_texts(&mut self.texts, lost);
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
    pub(super) fn add_changes_of_edges(&mut self, mut found: Look) {
        self.values.extend(found.values.drain(..));
        let (edges, fields) = self.edges.update(found);
        for Change { kind, holder, place, held } in edges {
            let text = self.texts.add(&place);
            let (object, handle) = (held.object, held.handle);
            self.push(Stored { step: ledger::next_step(), kind, object, handle, number: holder, text, ..NOTHING });
        }
        self.add_fields(fields);
    }

    /// What a look has found plain values to have become, since the last step.
    fn add_fields(&mut self, became: Vec<Became>) {
        let after = ledger::moment().step;
        for Became { object, place, text } in became {
            if self.wants_object(object) {
                let texts = [place, text].map(|text| self.texts.add(&text));
                self.fields.push(StoredField { after, object, texts }, |lost| {
                    if self.edges.has_fields(lost.object) {
                        self.base.set_field(lost, |index| self.texts.get(index));
                    }
                    lost.texts.into_iter().for_each(|text| self.texts.remove(text));
                });
            }
        }
    }

    pub(super) fn knows_value(&self, object: u64) -> bool {
        self.values.contains_key(&object)
    }

    /// Whether the events of an object are recorded.
    pub(super) fn wants_object(&self, object: u64) -> bool {
        self.takes_all || self.wanted.get(&object) == Some(&true)
    }

    /// Whether a handle was taken in the recording, and its event was wanted.
    pub(super) fn has_taken(&self, handle: &OpenHandle) -> bool {
        handle.step > self.start && self.wants_object(handle.object)
    }

    pub(super) fn value(&self, object: u64) -> Option<&Appearance> {
        self.values.get(&object)
    }

    /// An object is no more: keeps its value for the event that says so. Returns the number of its text, and why the
    /// object was shared above.
    pub(super) fn keep_value(&mut self, object: u64) -> u64 {
        let Some(Appearance { value, sharing }) = self.values.remove(&object) else { return 0 };
        let text = value.map_or(0, |value| self.texts.add(&value));
        u64::from(text) | u64::from(sharing.code()) << 32
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

/// An event is not kept.
#[inline]
fn forget_texts(texts: &mut Texts, event: &Stored) {
    match event.kind {
        EventKind::Freed if event.number != 0 => texts.remove(event.number as u32),
        EventKind::Set | EventKind::Cleared | EventKind::Mark | EventKind::Named | EventKind::Printed => {
            texts.remove(event.text)
        }
        _ => {}
    }
}
