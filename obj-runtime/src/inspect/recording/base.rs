//! What there was before the first event that is kept.

use std::collections::BTreeMap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::edges::HeldThere;
use super::event::{EventKind, Stored};
use super::field::StoredField;
use crate::ledger::Site;

/// The counts, open handles and edges at a step.
#[derive(Debug, Clone)]
pub(super) struct Base {
    /// The counts of the objects there are.
    pub(super) counts: BTreeMap<u64, u64>,
    /// By the step that took it, each handle with a line: its object and its line.
    pub(super) handles: BTreeMap<u64, (u64, Site)>,
    /// By holder and place.
    pub(super) edges: BTreeMap<(u64, String), HeldThere>,
    /// The plain values in objects, by object and place.
    pub(super) fields: BTreeMap<(u64, String), String>,
    /// The names that handles were given, by the step that took the handle.
    pub(super) names: BTreeMap<u64, String>,
    /// Where each handle is that has a step.
    places: HashMap<u64, (u64, String), FixedState>,
}

impl Default for Base {
    fn default() -> Self {
        let places = HashMap::with_hasher(FixedState::with_seed(0));
        Self {
            counts: BTreeMap::new(),
            handles: BTreeMap::new(),
            edges: BTreeMap::new(),
            fields: BTreeMap::new(),
            names: BTreeMap::new(),
            places,
        }
    }
}

impl Base {
    pub(super) fn add_edge(&mut self, holder: u64, place: String, held: HeldThere) {
        self.forget_place(held.handle);
        if held.handle != 0 {
            self.places.insert(held.handle, (holder, place.clone()));
        }
        self.edges.insert((holder, place), held);
    }

    /// Leaves out the edges that are not wanted, by holder and what is held.
    pub(super) fn retain_edges(&mut self, mut is_wanted: impl FnMut(u64, u64) -> bool) {
        let Self { edges, places, .. } = self;
        edges.retain(|(holder, _), held| {
            let keep = is_wanted(*holder, held.object);
            if !keep {
                places.remove(&held.handle);
            }
            keep
        });
    }

    /// A plain value has become another.
    pub(super) fn set_field<'t>(&mut self, field: &StoredField, text: impl Fn(u32) -> &'t str) {
        let [place, value] = field.texts.map(text);
        let key = (field.object, place.to_owned());
        match value {
            "" => self.fields.remove(&key),
            now => self.fields.insert(key, now.to_owned()),
        };
    }

    fn forget_place(&mut self, handle: u64) {
        if let Some(place) = self.places.remove(&handle) {
            self.edges.remove(&place);
        }
    }

    /// Goes one event on, as far as edges and names are concerned.
    #[inline]
    pub(super) fn carry<'t>(&mut self, event: &Stored, text: impl Fn(u32) -> &'t str) {
        let changes = matches!(event.kind, EventKind::Set | EventKind::Cleared | EventKind::Named);
        let may_end_one = matches!(event.kind, EventKind::Dropped | EventKind::Kept | EventKind::Freed);
        if changes || may_end_one && !(self.edges.is_empty() && self.names.is_empty() && self.fields.is_empty()) {
            self.apply_to_edges_and_names(event, text);
        }
    }

    fn apply_to_edges_and_names<'t>(&mut self, event: &Stored, text: impl Fn(u32) -> &'t str) {
        let Stored { kind, object, handle, number, .. } = *event;
        match kind {
            EventKind::Freed => {
                let of_it = self.fields.range((object, String::new())..).take_while(|((of, _), _)| *of == object);
                let fields: Vec<_> = of_it.map(|(key, _)| key.clone()).collect();
                fields.iter().for_each(|key| drop(self.fields.remove(key)));
                let from_it =
                    self.edges.range((object, String::new())..).take_while(|((holder, _), _)| *holder == object);
                let keys: Vec<_> = from_it.map(|(key, held)| (key.clone(), held.handle)).collect();
                for (key, handle) in keys {
                    self.edges.remove(&key);
                    self.places.remove(&handle);
                }
            }
            EventKind::Dropped | EventKind::Kept => {
                self.forget_place(handle);
                self.names.remove(&handle);
            }
            EventKind::Named => {
                self.names.insert(handle, text(event.text).to_owned());
            }
            EventKind::Set => {
                self.add_edge(number, text(event.text).to_owned(), HeldThere { object, handle });
            }
            EventKind::Cleared => {
                self.edges.remove(&(number, text(event.text).to_owned()));
                self.places.remove(&handle);
            }
            _ => {}
        }
    }

    /// Goes one event on.
    pub(super) fn apply(&mut self, event: &Stored, texts: &[String]) {
        let Stored { kind, object, handle, number, .. } = *event;
        self.carry(event, |index| &texts[index as usize]);
        match (kind, event.site) {
            (EventKind::Freed, _) => {
                self.counts.remove(&object);
            }
            (EventKind::Dropped | EventKind::Kept, _) => {
                self.counts.insert(object, number);
                self.handles.remove(&handle);
            }
            (EventKind::Held, _) => {
                self.counts.insert(object, number);
            }
            (kind, Some(site)) if kind.takes() => {
                self.counts.insert(object, number);
                self.handles.insert(handle, (object, site));
            }
            _ => {}
        }
    }
}
