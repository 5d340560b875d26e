//! What a hand-written `Trace` visits, held against what there is.

use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::fmt;

use super::table::Entry;
use crate::heap::page::PagePtr;
use crate::trace::{PathText, Tracer};

/// A handle that the `Trace` of an object visits twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DoubleVisit {
    pub(crate) holder: &'static str,
    pub(crate) target: &'static str,
    paths: [String; 2],
}

impl DoubleVisit {
    /// That of an object, the value of which is whole, if there is one.
    pub(crate) fn of(entry: Entry) -> Option<Self> {
        let info = entry.page().info_of(entry.pointer());
        // A map of the places of handles names each once.
        if info.pointers.words().is_some() {
            return None;
        }
        let mut tracer = Tracer::of_everything();
        entry.trace_by_call(&mut tracer);
        let places = tracer.take_places();
        has_equal(&mut places.clone()).then(|| Self::describe(info.name, &mut tracer, &places)).flatten()
    }

    fn describe(holder: &'static str, tracer: &mut Tracer, places: &[usize]) -> Option<Self> {
        let (mut places, mut found, mut twice) = (places.iter(), HashMap::new(), None);
        tracer.drain_edges(|edge| {
            if edge.weak || twice.is_some() {
                return;
            }
            let path = PathText(edge.path).to_string();
            match found.entry(places.next()) {
                Vacant(entry) => drop(entry.insert(path)),
                Occupied(first) => {
                    let target = PagePtr::of(edge.target).info_of(edge.target).name;
                    twice = Some(Self { holder, target, paths: [first.remove(), path] });
                }
            }
        });
        twice
    }
}

fn has_equal(places: &mut [usize]) -> bool {
    places.sort_unstable();
    places.windows(2).any(|pair| pair[0] == pair[1])
}

impl fmt::Display for DoubleVisit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { holder, target, paths: [first, second] } = self;
        write!(
            f,
            "the `Trace` of a part of `{holder}` visits a handle to `{target}` twice: as `{first}` and as `{second}`"
        )
    }
}
