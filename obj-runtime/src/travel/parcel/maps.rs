//! Maps whose keys hold handles, filled again when all values of a graph are whole.

use super::survey::{Graph, Moved};
use crate::handle::AnyObj;
use crate::header::ObjectPtr;
use crate::trace::{Fate, Refill, Refilling, Relocation, Relocator};

/// Makes the maps, and puts them in their places in the graph.
///
/// # Errors
/// If the code of a key, which runs here, holds an object of the graph afterwards, or has changed which handles there are: then
/// somebody might look at a map while it is put in its place.
pub(in crate::travel) fn refill(refills: Vec<Refill>, root: &AnyObj) -> Result<(), String> {
    if refills.is_empty() {
        return Ok(());
    }
    let before = Graph::look(root).map(|graph| counts(&graph))?;
    let made = refills.into_iter().map(Refill::make).collect();
    let graph = Graph::look(root)?;
    if counts(&graph) != before {
        return Err("`Hash`, `Eq` or `Ord` of a key has changed the graph, or holds an object of it".to_owned());
    }
    let mut relocator = Relocator::new(Box::new(Putting));
    relocator.made = made;
    // Handles to the objects are in the graph, or those of the caller's that were there before.
    graph.moved.iter().for_each(|moved| moved.relocate(&mut relocator));
    Ok(())
}

/// The objects that are not shared by value, and how many handles there are to each, in the graph and in all.
fn counts(graph: &Graph) -> Vec<(ObjectPtr, u32, u32)> {
    graph.moved.iter().map(|&Moved { object, found }| (object, found, object.header().count())).collect()
}

/// Puts maps in their places; handles stay as they are.
struct Putting;

impl Relocation for Putting {
    fn strong(&mut self, _object: ObjectPtr, _is_known: bool) -> Fate {
        Fate::Stays
    }

    fn may_be_key(&self, _object: ObjectPtr) -> bool {
        true
    }

    fn weak(&mut self, _anchor: usize, _target: &dyn Fn() -> Option<ObjectPtr>) -> Fate {
        Fate::Stays
    }

    fn refilling(&self) -> Refilling {
        Refilling::Put
    }
}
