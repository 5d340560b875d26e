//! The names of a unit at one point of it.

use std::collections::HashMap;

use crate::graph_macro::syntax::Name;

/// A name and whether it is bound.
pub(super) struct Live {
    pub(super) name: Name,
    pub(super) is_bound: bool,
}

/// The names, in the order in which they were bound first. A name that is bound again keeps its place.
#[derive(Default)]
pub(super) struct Names {
    all: Vec<Live>,
    places: HashMap<String, usize>,
}

impl Names {
    pub(super) fn is_bound(&self, name: &Name) -> bool {
        self.places.get(&name.text).is_some_and(|at| self.all[*at].is_bound)
    }

    pub(super) fn set(&mut self, live: Live) {
        match self.places.get(&live.name.text) {
            Some(at) => self.all[*at] = live,
            None => {
                self.places.insert(live.name.text.clone(), self.all.len());
                self.all.push(live);
            }
        }
    }

    /// Those that are bound.
    pub(super) fn bound(&self) -> impl Iterator<Item = &Name> {
        self.all.iter().filter(|live| live.is_bound).map(|live| &live.name)
    }
}
