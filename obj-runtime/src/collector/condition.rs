//! The function of the program that decides when to collect.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::generation::Generation;
use crate::ground::thread_static::Undropped;
use crate::ground::unraisable::{self, contain};

/// What is known when it is decided whether to collect: see [`gc::set_condition`](crate::gc::set_condition).
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// gc::set_condition(|load| load.due);    // the usual rules
/// # gc::reset_condition();
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Load {
    /// The new candidates: objects that lost a handle and lived on, since the last collection.
    pub new_candidates: usize,
    /// The candidates that young collections have left to a full one, or fewer.
    pub old_candidates: usize,
    /// The bytes that full collections are paced by: of the pages of the heap, and those outside that are known of.
    pub bytes: usize,
    /// The collection that would come without the function.
    pub due: Option<Generation>,
}

type Condition = Rc<dyn Fn(&Load) -> Option<Generation>>;

thread_local! {
    /// Without destructor, so that it works until the last instruction of the thread.
    static CONDITION: Undropped<Option<Condition>> = const { Undropped::new(None) };
    static IS_THERE_ONE: Cell<bool> = const { Cell::new(false) };
    static IS_ASKED: Cell<bool> = const { Cell::new(false) };
}

/// Sets the function, or none; drops the earlier one.
pub(crate) fn set(condition: Option<Condition>) {
    IS_THERE_ONE.set(condition.is_some());
    let earlier = CONDITION.with(|place| place.replace(condition));
    drop(earlier);
}

/// Whether there is a function.
pub(crate) fn is_set() -> bool {
    IS_THERE_ONE.get()
}

/// Drops the function, at the thread's end.
pub(crate) fn forget() {
    contain(|| set(None));
}

/// Which collection is to come.
#[inline]
pub(super) fn decide(due: Option<Generation>, load: impl FnOnce() -> Load) -> Option<Generation> {
    if is_set() { ask(load()) } else { due }
}

/// What the function says. None while it is asked; if it panics, the collection that is due.
#[cold]
#[inline(never)]
fn ask(load: Load) -> Option<Generation> {
    let Some(condition) = CONDITION.with(|place| place.borrow().clone()) else { return load.due };
    if IS_ASKED.replace(true) {
        return None;
    }
    // It is dropped inside: it may be the last of its kind, if it has set another.
    let decided = catch_unwind(AssertUnwindSafe(move || condition(&load)));
    IS_ASKED.set(false);
    decided.unwrap_or_else(|panic| {
        unraisable::report(panic);
        load.due
    })
}
