//! Maps whose keys hold handles, filled again when all values of a graph are whole.

use super::survey::{relocate, trace};
use crate::handle::{AnyObj, Handle};
use crate::header::ObjectPtr;
use crate::trace::{Fate, Refill, Refilling, Relocation, Relocator, Tracer};

/// Makes the maps, and puts them in their places in these objects, which are all of a graph: nobody else holds one, but the caller.
///
/// # Errors
/// If the code of a key, which runs here, holds one of the objects afterwards, or has changed which handles there are: then
/// somebody might look at a map while it is put in its place.
pub(in crate::travel) fn refill(refills: Vec<Refill>, objects: &[AnyObj]) -> Result<(), String> {
    if refills.is_empty() {
        return Ok(());
    }
    let before = handles(objects)?;
    let made = refills.into_iter().map(Refill::make).collect();
    if handles(objects)? != before {
        return Err("`Hash`, `Eq` or `Ord` of a key has changed the graph, or holds an object of it".to_owned());
    }
    let mut relocator = Relocator::new(Box::new(Putting));
    relocator.made = made;
    for object in objects {
        // All handles were there before.
        relocate(object.info(), object.handle().pointer(), &mut relocator);
    }
    match relocator.made.is_empty() {
        true => Ok(()),
        false => Err("a map whose keys hold handles was not found again".to_owned()),
    }
}

/// What the handles in objects lead to, in order, and how many handles there are to each object.
fn handles(objects: &[AnyObj]) -> Result<(Vec<ObjectPtr>, Vec<u32>), String> {
    let mut tracer = Tracer::of_strong_handles();
    objects.iter().try_for_each(|object| trace(object.handle().pointer(), &mut tracer))?;
    Ok((tracer.found, objects.iter().map(|object| object.header().count()).collect()))
}

/// Puts maps in their places; handles stay as they are.
struct Putting;

impl Relocation for Putting {
    fn strong(&mut self, _handle: &mut Handle, _is_known: bool, _left: &mut Vec<Handle>) {}

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
