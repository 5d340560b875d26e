//! Which object holds which handle: found by looking at the heap between events.
//!
//! No cell tells the recorder that it was set. So the recorder looks at the heap where a collection could look as well:
//! when an object is made and when a handle ends. What has changed since the last look becomes events of its
//! own. With many objects it looks less often, and in a long recording less often still, so that an event costs little.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::appearance::{Appearance, Sharing};
use super::event::EventKind;
use crate::inspect::inner::FieldPath;
use crate::inspect::walk::{HeapObject, objects_with_handles_or_values};
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
        Self { now: BTreeMap::new(), places, wait: 0, credit: FIRST_CREDIT, last_cost: 0 }
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

    /// Puts what a look has found in place; returns what has changed.
    pub(super) fn update(&mut self, look: Look) -> Vec<Change> {
        self.pay(look.met);
        let mut changes = Vec::new();
        let mut next = look.edges;
        for ((holder, place), held) in &self.now {
            let key = (*holder, place.clone());
            if !look.whole.contains(holder) {
                // The object, or part of it, could not be looked into: what was there is taken to be there still.
                next.entry(key).or_insert(*held);
            } else if next.get(&key) != Some(held) {
                changes.push(Change {
                    kind: EventKind::Cleared,
                    holder: *holder,
                    place: place.to_string(),
                    held: *held,
                });
            }
        }
        for ((holder, place), held) in &next {
            if self.now.get(&(*holder, place.clone())) != Some(held) {
                changes.push(Change { kind: EventKind::Set, holder: *holder, place: place.to_string(), held: *held });
            }
        }
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
        if self.now.is_empty() {
            return;
        }
        let from_it = self.now.range((object, FieldPath::FIRST)..).take_while(|((holder, _), _)| *holder == object);
        let keys: Vec<EdgePlace> = from_it.map(|(key, _)| key.clone()).collect();
        for key in keys {
            if let Some(held) = self.now.remove(&key) {
                self.places.remove(&held.handle);
            }
        }
    }
}

/// What a look has found.
pub(super) struct Look {
    edges: BTreeMap<EdgePlace, HeldThere>,
    /// The plain values and shared objects that were not known, by number.
    pub(super) values: Vec<(u64, Appearance)>,
    /// Objects that were looked into wholly.
    whole: BTreeSet<u64>,
    met: u64,
}

/// Looks at all objects of the thread. `is_known` is asked of a plain value.
pub(super) fn look(is_known: impl Fn(u64) -> bool) -> Look {
    let mut look = Look { edges: BTreeMap::new(), values: Vec::new(), whole: BTreeSet::new(), met: 0 };
    for holder in objects_with_handles_or_values() {
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
        let (inner, is_whole) = holder.inner_and_whether_all();
        if is_whole {
            look.whole.insert(number);
        }
        for inner in inner {
            let object = HeapObject::of_target(inner.target).name().serial;
            let handle = if inner.token == Token::NONE { 0 } else { ledger::entry(inner.token).map_or(0, |e| e.step) };
            look.edges.insert((number, inner.path), HeldThere { object, handle });
        }
    }
    look
}
