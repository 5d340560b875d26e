//! Which object holds which handle: found by looking at the heap between events.
//!
//! No cell tells the recorder that it was set. So the recorder looks at the heap where a collection could look as well:
//! when an object is made and when a handle ends. What has changed since the last look becomes events of its
//! own. With many objects it looks less often, so that recording takes time in proportion to the events.

use std::collections::{BTreeMap, BTreeSet};

use super::super::walk::{self, Place};
use super::super::{Token, ledger};
use super::event::EventKind;

/// A place in an object: its number and the way to the handle.
type EdgePlace = (u64, Place);

/// What is held at a place: the number of the object, and the step that took the handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::refs) struct HeldThere {
    pub(in crate::refs) object: u64,
    pub(in crate::refs) handle: u64,
}

/// The edges as the last look has found them.
#[derive(Debug, Default)]
pub(in crate::refs) struct EdgeState {
    now: BTreeMap<EdgePlace, HeldThere>,
    /// Where each handle is that has a step.
    places: BTreeMap<u64, EdgePlace>,
    /// The events since the last look, and the objects it has met.
    waited: usize,
    met: usize,
}

/// An edge that a look has found to be new or gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::refs) struct Change {
    pub(in crate::refs) kind: EventKind,
    pub(in crate::refs) holder: u64,
    pub(in crate::refs) place: String,
    pub(in crate::refs) held: HeldThere,
}

/// So many objects may be looked at for each event.
const OBJECTS_PER_EVENT: usize = 32;

impl EdgeState {
    /// One more event; whether it is time for a look.
    pub(in crate::refs) fn is_due(&mut self) -> bool {
        self.waited += 1;
        self.waited * OBJECTS_PER_EVENT >= self.met
    }

    /// Puts what a look has found in place; answers with what has changed.
    pub(in crate::refs) fn update(&mut self, look: Look) -> Vec<Change> {
        (self.waited, self.met) = (0, look.met);
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
        self.places =
            next.iter().filter(|(_, held)| held.handle != 0).map(|(key, held)| (held.handle, key.clone())).collect();
        self.now = next;
        changes
    }

    /// A handle has ended.
    pub(in crate::refs) fn ended(&mut self, handle: u64) {
        if let Some(place) = self.places.remove(&handle) {
            self.now.remove(&place);
        }
    }

    /// An object is no more.
    pub(in crate::refs) fn freed(&mut self, object: u64) {
        let from_it = self.now.range((object, Place::FIRST)..).take_while(|((holder, _), _)| *holder == object);
        let keys: Vec<EdgePlace> = from_it.map(|(key, _)| key.clone()).collect();
        for key in keys {
            if let Some(held) = self.now.remove(&key) {
                self.places.remove(&held.handle);
            }
        }
    }
}

/// What a look has found.
pub(in crate::refs) struct Look {
    edges: BTreeMap<EdgePlace, HeldThere>,
    /// Objects that were looked into wholly.
    whole: BTreeSet<u64>,
    met: usize,
}

/// Looks at all objects of the thread.
pub(in crate::refs) fn look() -> Look {
    let mut look = Look { edges: BTreeMap::new(), whole: BTreeSet::new(), met: 0 };
    for holder in walk::objects() {
        look.met += 1;
        let number = holder.name().serial;
        let (inner, is_whole) = holder.inner_and_whether_whole();
        if is_whole {
            look.whole.insert(number);
        }
        for inner in inner {
            let object = walk::Met::object(inner.target).name().serial;
            let handle = if inner.token == Token::NONE { 0 } else { ledger::entry(inner.token).map_or(0, |e| e.step) };
            look.edges.insert((number, inner.place), HeldThere { object, handle });
        }
    }
    look
}
