//! Maps whose keys hold handles, filled again when all values of a graph are whole.

use super::super::reach::held;
use super::permits::Look;
use super::survey::{relocate, trace};
use crate::handle::AnyObj;
use crate::header::ObjectPtr;
use crate::trace::{Putting, Refill, Refilled, Refilling, Relocator, Taken, Tracer};

/// Makes the maps, and puts them in their places in these objects, which are all of a graph: nobody else holds one, but the caller.
///
/// # Errors
/// If the code of a key, which runs here, holds one of the objects afterwards, or has changed which handles there are: then
/// somebody might look at a map while it is put in its place.
pub(in crate::travel) fn refill(refills: Vec<Refill>, objects: &[AnyObj]) -> Result<(), String> {
    if refills.is_empty() {
        return Ok(());
    }
    let before = (handles(objects)?, handles_of_maps(&refills, Refill::trace)?);
    let made: Vec<_> = refills.into_iter().map(Refill::make).collect();
    if (handles(objects)?, handles_of_maps(&made, Refilled::trace)?) != before {
        return Err("`Hash`, `Eq` or `Ord` of a key has changed the graph, or holds an object of it".to_owned());
    }
    let mut relocator = Relocator::new(Box::new(Putting(Refilling::Put)));
    relocator.made = made.into_iter().map(|made| (made.place, made.map())).collect();
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

/// What the handles in maps lead to, in any order. With those in the objects they are all there are, so that a handle that was taken out
/// of a key and kept is missed.
fn handles_of_maps<M>(maps: &[M], trace: fn(&M, &mut Tracer)) -> Result<Vec<usize>, String> {
    let mut tracer = Tracer::of_strong_handles();
    maps.iter().for_each(|map| trace(map, &mut tracer));
    if tracer.has_passed_over() {
        return Err("a part of a key is borrowed or locked".to_owned());
    }
    let mut found: Vec<_> = tracer.found.iter().map(|object| object.address()).collect();
    found.sort_unstable();
    Ok(found)
}

/// Takes the entries of maps out of objects that are to be moved, and asks whether all handles in them can be exchanged. `visit` shows
/// what has such maps, `objects` are all that are to be moved.
///
/// # Errors
/// If one cannot. The maps are filled again then.
pub(super) fn take_entries(
    mut visit: impl FnMut(&mut Relocator),
    objects: impl Iterator<Item = ObjectPtr>,
) -> Result<Taken, String> {
    let mut relocator = Relocator::new(Box::new(Look(|_, _| (), Refilling::Tried)));
    visit(&mut relocator);
    let Some(problem) = relocator.problem.take() else { return Ok(relocator.taken) };
    let mut back = Relocator::new(Box::new(Putting(Refilling::Arriving)));
    back.taken = relocator.taken;
    visit(&mut back);
    let (refills, objects) = (back.refills, objects.map(held).collect::<Vec<_>>());
    // Code of the program.
    refill(refills, &objects)?;
    Err(problem)
}
