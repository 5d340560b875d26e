//! Handles that an expression goes through: `a.b` on the way to `a.b.c`. `refcount` does not count them.

use std::cell::RefCell;
use std::ops::Deref;

use super::as_object::{AsObject, object_of};

thread_local! {
    /// The ids of the objects that expressions go through: `a.b.c` holds `a.b` until the statement ends.
    static TEMPORARIES: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// How many handles to an object are temporary.
pub(super) fn temporaries_of(id: usize) -> usize {
    with_temporaries(|ids| ids.iter().filter(|other| **other == id).count())
}

/// At the thread's end the list may be gone, and is empty then.
fn with_temporaries<R>(work: impl FnOnce(&mut Vec<usize>) -> R) -> R {
    let mut work = Some(work);
    let mut run = |ids: &mut Vec<usize>| work.take().map(|work| work(ids));
    let result = TEMPORARIES.try_with(|ids| run(&mut ids.borrow_mut())).ok().flatten();
    result.or_else(|| run(&mut Vec::new())).expect("it runs once")
}

/// A handle that an expression goes through.
pub(super) struct Temporary<X: AsObject> {
    value: X,
    id: usize,
}

impl<X: AsObject> Temporary<X> {
    #[track_caller]
    pub(super) fn new(value: X) -> Self {
        let id = object_of(&value).id();
        with_temporaries(|ids| ids.push(id));
        Self { value, id }
    }
}

impl<X: AsObject> Deref for Temporary<X> {
    type Target = X;

    fn deref(&self) -> &X {
        &self.value
    }
}

impl<X: AsObject> Drop for Temporary<X> {
    fn drop(&mut self) {
        with_temporaries(|ids| {
            let at = ids.iter().rposition(|id| *id == self.id);
            at.map(|at| ids.swap_remove(at));
        });
    }
}
