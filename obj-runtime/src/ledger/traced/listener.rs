//! Who is told of each event.

use super::super::{Counted, OpenHandle, Site};
use super::ledger::current;

/// Somebody who is told what happens to the handles of a thread, as it happens.
///
/// What a listener does makes no objects, takes no handles and runs no user code but `trace`.
pub(crate) trait Listener {
    /// An object with this number is being made.
    fn born(&self, object: u64, type_name: &'static str);

    /// A handle was taken; the object has so many now.
    fn taken(&self, handle: &OpenHandle, count: u32);

    /// A handle that was just taken, at this step, is said to be taken at another line.
    fn attributed(&self, step: u64, site: Site);

    /// No value is half changed, as where a collection may look at all objects. Returns how many events are to come
    /// before it asks to look again.
    fn look(&self) -> u64;

    /// A handle ends, of which something is known only if it was taken while its thread recorded; the object has so
    /// many now.
    fn ended(&self, object: u64, handle: Option<&OpenHandle>, count: u32);

    /// The runtime has taken a count for itself; the object has so many now.
    fn held(&self, object: u64, count: u32);

    /// A handle has ended, but its count goes on, and belongs to nobody.
    fn disowned(&self, object: u64, handle: Option<&OpenHandle>, count: u32);

    /// An object is no more.
    fn freed(&self, object: u64, made_at: Option<Site>, type_name: &'static str);

    /// A collection begins.
    fn collection_begins(&self);

    /// A collection has ended, which has found so many objects to be garbage.
    fn collection_ends(&self, garbage: usize);
}

/// Has the thread's events told to `listener`, and to nobody else, until [`stop_listening`] or the thread's end.
pub(crate) fn listen(listener: &'static dyn Listener) {
    if !current().has_ended() {
        current().listener.set(Some(listener));
        current().until_look.set(0);
    }
}

/// Nobody is told of events any more.
pub(crate) fn stop_listening() {
    current().listener.set(None);
}

/// Whether somebody is told of events.
#[inline]
pub(crate) fn is_listened_to() -> bool {
    current().listener.get().is_some()
}

/// Lets the listener look, if it is time.
pub(crate) fn let_look() {
    if let Some(listener) = current().listener.get() {
        current().let_look(listener);
    }
}

/// Lets the listener look, out of turn.
pub(crate) fn look_now() {
    let Some(listener) = current().listener.get() else { return };
    if !current().are_looks_off.get() {
        current().until_look.set(listener.look());
    }
}

/// An object is no more.
#[inline]
pub(crate) fn object_freed(object: &impl Counted, type_name: impl FnOnce() -> &'static str) {
    if let Some(listener) = current().listener.get() {
        let record = object.record();
        listener.freed(record.serial(), record.made_at(), type_name());
    }
}

/// A collection begins.
pub(crate) fn collection_begins() {
    if let Some(listener) = current().listener.get() {
        listener.collection_begins();
    }
}

/// A collection has ended, which has found so many objects to be garbage.
pub(crate) fn collection_ends(garbage: usize) {
    if let Some(listener) = current().listener.get() {
        listener.collection_ends(garbage);
    }
}
