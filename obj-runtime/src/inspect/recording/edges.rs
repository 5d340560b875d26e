//! Which object holds which handle: found by looking at the heap between events.
//!
//! No cell tells the recorder that it was set. So the recorder looks at the heap where a collection could look as well:
//! when an object is made and when a handle ends. What has changed since the last look becomes events of its
//! own. With many objects it looks less often, and in a long recording less often still, so that an event costs little.

use std::collections::{BTreeMap, HashSet};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::appearance::{Appearance, Sharing};
use super::event::EventKind;
use crate::inspect::inner::{FieldPath, Inside};
use crate::inspect::walk::{HeapObject, objects};
use crate::ledger::{self, Token};

/// A place in an object: its number and the way to the handle.
type EdgePlace = (u64, FieldPath);

/// What is held at a place: the number of the object, and the step that took the handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HeldThere {
    pub(super) object: u64,
    pub(super) handle: u64,
}

/// The edges as the last look has found them.
#[derive(Debug)]
pub(super) struct EdgeState {
    now: BTreeMap<EdgePlace, HeldThere>,
    /// The plain values in objects, as the last look has found them.
    fields: BTreeMap<EdgePlace, String>,
    /// Where each handle is that has a step.
    places: HashMap<u64, EdgePlace, FixedState>,
    /// So many events are to come before the next look.
    wait: u64,
    /// What may be spent on looks.
    credit: u64,
    last_cost: u64,
}

/// An edge that a look has found to be new or gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) kind: EventKind,
    pub(super) holder: u64,
    pub(super) place: String,
    pub(super) held: HeldThere,
}

/// A plain value in an object that a look has found to be there, to be another, or, without text, to be gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Became {
    pub(super) object: u64,
    pub(super) place: String,
    pub(super) text: String,
}

/// So many objects may be looked at for each event.
const OBJECTS_PER_EVENT: u64 = 32;

/// What a look costs for each object, and as such. An event gives a credit of 1.
const COST_PER_OBJECT: u64 = 64;
const COST: u64 = 256;

/// So much may be spent in any case: in a short recording, each edge is seen at once.
const FIRST_CREDIT: u64 = 200_000 * COST_PER_OBJECT;

impl Default for EdgeState {
    fn default() -> Self {
        let places = HashMap::with_hasher(FixedState::with_seed(0));
        Self { now: BTreeMap::new(), fields: BTreeMap::new(), places, wait: 0, credit: FIRST_CREDIT, last_cost: 0 }
    }
}

impl EdgeState {
    /// How many events are to come before the next look.
    pub(super) fn wait(&self) -> u64 {
        self.wait
    }

    /// Whether there is credit for another look like the last.
    pub(super) fn can_look(&self) -> bool {
        self.credit >= self.last_cost
    }

    fn pay(&mut self, met: u64) {
        let cost = COST + met * COST_PER_OBJECT;
        self.credit = (self.credit + self.wait).saturating_sub(cost);
        self.last_cost = cost;
        self.wait = (met / OBJECTS_PER_EVENT).max(cost.saturating_sub(self.credit));
    }

    /// Puts what a look has found in place; returns which edges and which plain values have changed.
    pub(super) fn update(&mut self, mut look: Look) -> (Vec<Change>, Vec<Became>) {
        self.pay(look.met);
        let fields = self.update_fields(&mut look);
        (self.update_edges(look), fields)
    }

    fn update_fields(&mut self, look: &mut Look) -> Vec<Became> {
        let mut next = std::mem::take(&mut look.fields);
        let became = |object: u64, place: &FieldPath, text: &str| Became {
            object,
            place: place.to_string(),
            text: text.to_owned(),
        };
        let mut changes = Vec::new();
        for (key @ (object, place), text) in &self.fields {
            if !look.has_seen(*object, place) {
                next.entry(key.clone()).or_insert_with(|| text.clone());
            } else if !next.contains_key(key) {
                changes.push(became(*object, place, ""));
            }
        }
        let others = next.iter().filter(|(key, text)| self.fields.get(*key) != Some(*text));
        changes.extend(others.map(|((object, place), text)| became(*object, place, text)));
        self.fields = next;
        changes
    }

    /// Whether there is a plain value in an object, which is there then.
    pub(super) fn has_fields(&self, object: u64) -> bool {
        self.fields.range((object, FieldPath::FIRST)..).next().is_some_and(|((of, _), _)| *of == object)
    }

    fn update_edges(&mut self, mut look: Look) -> Vec<Change> {
        let change = |kind, (holder, place): &EdgePlace, held: &HeldThere| Change {
            kind,
            holder: *holder,
            place: place.to_string(),
            held: *held,
        };
        let mut next = std::mem::take(&mut look.edges);
        let found: HashSet<u64> = next.values().map(|held| held.handle).filter(|handle| *handle != 0).collect();
        let mut changes = Vec::new();
        for (key @ (holder, place), held) in &self.now {
            if next.get(key) == Some(held) {
                continue;
            }
            // What was there in what could not be looked into is there still, unless it was found elsewhere.
            if look.has_seen(*holder, place) || next.contains_key(key) || found.contains(&held.handle) {
                changes.push(change(EventKind::Cleared, key, held));
            } else {
                next.insert(key.clone(), *held);
            }
        }
        let others = next.iter().filter(|(key, held)| self.now.get(*key) != Some(*held));
        changes.extend(others.map(|(key, held)| change(EventKind::Set, key, held)));
        self.places.clear();
        let with_step = next.iter().filter(|(_, held)| held.handle != 0);
        self.places.extend(with_step.map(|(key, held)| (held.handle, key.clone())));
        self.now = next;
        changes
    }

    /// A handle has ended.
    #[inline]
    pub(super) fn ended(&mut self, handle: u64) {
        if self.places.is_empty() {
            return;
        }
        if let Some(place) = self.places.remove(&handle) {
            self.now.remove(&place);
        }
    }

    /// An object is no more.
    pub(super) fn freed(&mut self, object: u64) {
        if !self.now.is_empty() {
            for (_, held) in take_of(&mut self.now, object) {
                self.places.remove(&held.handle);
            }
        }
        if !self.fields.is_empty() {
            take_of(&mut self.fields, object);
        }
    }
}

/// Takes out what is at the places of an object.
fn take_of<V>(all: &mut BTreeMap<EdgePlace, V>, object: u64) -> Vec<(EdgePlace, V)> {
    let of_it = all.range((object, FieldPath::FIRST)..).take_while(|((holder, _), _)| *holder == object);
    let keys: Vec<EdgePlace> = of_it.map(|(key, _)| key.clone()).collect();
    keys.into_iter().filter_map(|key| all.remove_entry(&key)).collect()
}

/// What a look has found.
pub(super) struct Look {
    edges: BTreeMap<EdgePlace, HeldThere>,
    /// The plain values in objects, as text.
    fields: BTreeMap<EdgePlace, String>,
    /// The plain values and shared objects that were not known, by number.
    pub(super) values: Vec<(u64, Appearance)>,
    /// The objects that were looked into, with the parts that could not be.
    looked_into: BTreeMap<u64, Vec<FieldPath>>,
    met: u64,
}

impl Look {
    /// Whether what lies at a place of an object would have been found.
    fn has_seen(&self, object: u64, place: &FieldPath) -> bool {
        let passed_over = self.looked_into.get(&object);
        passed_over.is_some_and(|passed_over| !passed_over.iter().any(|part| place.starts_with(part)))
    }
}

/// Looks at all objects of the thread. `is_known` is asked of a plain value.
pub(super) fn look(is_known: impl Fn(u64) -> bool) -> Look {
    let mut look = Look {
        edges: BTreeMap::new(),
        fields: BTreeMap::new(),
        values: Vec::new(),
        looked_into: BTreeMap::new(),
        met: 0,
    };
    for holder in objects() {
        look.met += 1;
        let number = holder.name().serial;
        if holder.has_plain_repr() {
            if !is_known(number) {
                look.values.push((number, Appearance::of(holder)));
            }
            continue;
        }
        if !is_known(number) && Sharing::of(holder).is_shared() {
            look.values.push((number, Appearance::of(holder)));
        }
        let Inside { handles, values, passed_over } = holder.inside();
        look.fields.extend(values.into_iter().map(|(place, text)| ((number, place), text)));
        if let Some(passed_over) = passed_over {
            look.looked_into.insert(number, passed_over);
        }
        for inner in handles {
            let object = HeapObject::of_target(inner.target).name().serial;
            let handle = if inner.token == Token::NONE { 0 } else { ledger::entry(inner.token).map_or(0, |e| e.step) };
            look.edges.insert((number, inner.path), HeldThere { object, handle });
        }
    }
    look
}
