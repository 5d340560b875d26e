//! Objects that others lead to.

use super::numbers::Numbers;
use crate::handle::Handle;
use crate::header::ObjectPtr;
use crate::object::any::AnyObj;
use crate::trace::Tracer;

/// A handle of one's own to an object that a trace has just found.
pub(super) fn held(object: ObjectPtr) -> AnyObj {
    // SAFETY: the object is held by what it was found in.
    AnyObj::from_handle(unsafe { Handle::to(object) })
}

/// Objects that were reached, in the order of their addresses, and the places of them by these.
pub(super) struct Reached {
    pub(super) objects: Vec<AnyObj>,
    /// Others that were met have the number `PASSED_BY`.
    pub(super) places: Numbers,
}

/// No object has this place.
const PASSED_BY: u32 = u32::MAX - 1;

/// Objects and what their strong handles lead to, as far as `goes_on` says, each once.
pub(super) fn reached(start: Vec<AnyObj>, goes_on: impl Fn(&AnyObj) -> bool) -> Reached {
    let mut places = Numbers::default();
    (0..).zip(&start).for_each(|(place, object)| places.set(object.id(), place));
    let (mut objects, mut next) = (start, 0);
    let mut tracer = Tracer::of_strong_handles();
    while let Some(object) = objects.get(next) {
        object.trace_all(&mut tracer);
        for target in tracer.found.drain(..) {
            if places.of(target.address()).is_none() {
                let target = held(target);
                let is_next = goes_on(&target);
                places.set(target.id(), if is_next { objects.len() as u32 } else { PASSED_BY });
                objects.extend(is_next.then_some(target));
            }
        }
        next += 1;
    }
    Reached { objects: in_order(objects, &mut places), places }
}

/// Objects in the order of their addresses, in which they are gone through fast, and their new places.
fn in_order(objects: Vec<AnyObj>, places: &mut Numbers) -> Vec<AnyObj> {
    let mut objects: Vec<_> = objects.into_iter().map(Some).collect();
    let mut in_order = Vec::with_capacity(objects.len());
    places.renumber(|place| match objects.get_mut(place as usize).and_then(Option::take) {
        Some(object) => {
            in_order.push(object);
            in_order.len() as u32 - 1
        }
        None => PASSED_BY,
    });
    in_order
}
