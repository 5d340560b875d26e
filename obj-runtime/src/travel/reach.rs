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

/// Objects and what their strong handles lead to, as far as `goes_on` says: these objects first, each once.
pub(super) fn reached(start: Vec<AnyObj>, goes_on: impl Fn(&AnyObj) -> bool) -> Vec<AnyObj> {
    let mut known = Numbers::default();
    start.iter().for_each(|object| known.set(object.id(), 0));
    let (mut objects, mut next) = (start, 0);
    let mut tracer = Tracer::of_strong_handles();
    while let Some(object) = objects.get(next) {
        object.trace_all(&mut tracer);
        for target in tracer.found.drain(..) {
            if known.of(target.address()).is_none() {
                known.set(target.address(), 0);
                let target = held(target);
                if goes_on(&target) {
                    objects.push(target);
                }
            }
        }
        next += 1;
    }
    objects
}
