//! The functions that a program has called when a collection begins and ends.

use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::generation::Generation;
use super::{Released, events};
use crate::ground::thread_static::Undropped;
use crate::ground::unraisable::{Panic, contain, keep_first};
use crate::handle::ObjectsStayOnTheirThread;
use crate::ledger;

/// Whether a collection begins or has ended.
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// let id = gc::callbacks::add(|phase, collection| {
///     if phase == gc::Phase::Stop {
///         println!("{:?}: {} freed", collection.generation, collection.collected);
///     }
/// });
/// gc::collect();
/// assert!(gc::callbacks::remove(id));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// It is about to begin.
    Start,
    /// It has ended.
    Stop,
}

/// What a callback learns of a collection.
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// let id = gc::callbacks::add(|phase, collection| {
///     if phase == gc::Phase::Stop {
///         println!("{:?}: {} freed", collection.generation, collection.collected);
///     }
/// });
/// gc::collect();
/// assert!(gc::callbacks::remove(id));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Collection {
    /// Which objects it looks at.
    pub generation: Generation,
    /// The garbage freed; 0 at the start.
    pub collected: usize,
    /// The objects resurrected; 0 at the start.
    pub resurrected: usize,
}

/// Names a callback, to remove it, in its thread.
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// let id = gc::callbacks::add(|phase, collection| {
///     if phase == gc::Phase::Stop {
///         println!("{:?}: {} freed", collection.generation, collection.collected);
///     }
/// });
/// gc::collect();
/// assert!(gc::callbacks::remove(id));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CallbackId {
    number: u64,
    /// Each thread counts its own.
    of_thread: PhantomData<*const ObjectsStayOnTheirThread>,
}

type Callback = Rc<dyn Fn(Phase, &Collection)>;

/// The callbacks of a thread, in order of adding.
struct Callbacks {
    all: Vec<(CallbackId, Callback)>,
    next: u64,
}

thread_local! {
    /// Without destructor, so that it works until the last instruction of the thread.
    static CALLBACKS: Undropped<Callbacks> = const { Undropped::new(Callbacks { all: Vec::new(), next: 0 }) };
}

/// Adds a callback.
pub(crate) fn add(callback: impl Fn(Phase, &Collection) + 'static) -> CallbackId {
    CALLBACKS.with(|callbacks| {
        let mut callbacks = callbacks.borrow_mut();
        let id = CallbackId { number: callbacks.next, of_thread: PhantomData };
        callbacks.next += 1;
        callbacks.all.push((id, Rc::new(callback)));
        id
    })
}

/// Removes a callback; returns whether it was there.
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// let id = gc::callbacks::add(|phase, collection| {
///     if phase == gc::Phase::Stop {
///         println!("{:?}: {} freed", collection.generation, collection.collected);
///     }
/// });
/// gc::collect();
/// assert!(gc::callbacks::remove(id));
/// ```
pub fn remove(id: CallbackId) -> bool {
    // What the callback holds may be an object: the list is let go of first.
    CALLBACKS.with(|callbacks| take(&mut callbacks.borrow_mut().all, id)).is_some()
}

fn take(callbacks: &mut Vec<(CallbackId, Callback)>, id: CallbackId) -> Option<Callback> {
    let index = callbacks.iter().position(|(other, _)| *other == id)?;
    Some(callbacks.remove(index).1)
}

/// Whether there are any.
pub(crate) fn are_any() -> bool {
    CALLBACKS.with(|callbacks| !callbacks.borrow().all.is_empty())
}

/// Calls the callbacks; returns the first panic.
pub(super) fn call(phase: Phase, generation: Generation, released: &Released) -> Option<Panic> {
    match phase {
        Phase::Start => ledger::collection_begins(),
        Phase::Stop => ledger::collection_ends(released.collected),
    }
    let report = || events::collection(phase, generation, released.collected, released.resurrected);
    let first = if cfg!(feature = "tracing") { catch_unwind(AssertUnwindSafe(report)).err() } else { None };
    if are_any() { call_all(phase, generation, released, first) } else { first }
}

/// Calls the callbacks; returns the first panic, which may have been before.
#[cold]
#[inline(never)]
fn call_all(phase: Phase, generation: Generation, released: &Released, mut first: Option<Panic>) -> Option<Panic> {
    let callbacks = CALLBACKS.with(|callbacks| callbacks.borrow().all.clone());
    let collection = Collection { generation, collected: released.collected, resurrected: released.resurrected };
    for (_, callback) in callbacks {
        // It may be the last of its kind, if it has removed itself.
        keep_first(&mut first, catch_unwind(AssertUnwindSafe(move || callback(phase, &collection))).err());
    }
    first
}

/// Drops the callbacks, at the thread's end.
pub(crate) fn forget_all() {
    let callbacks = CALLBACKS.with(|callbacks| std::mem::take(&mut callbacks.borrow_mut().all));
    contain(|| drop(callbacks));
}
