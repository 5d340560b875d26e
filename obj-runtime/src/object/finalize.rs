//! Code that runs when an object dies.

use crate::object::diagnostics::FinalizerIsOn;
use crate::object::{Obj, Object};

/// What to do once when an object of this type dies: Python's `__del__` (PEP 442).
///
/// Opt in with `#[object(finalize)]` on the type. A finalizer runs at most once per object, before anything
/// the object holds is dropped, so every field and everything reachable from it is whole. It is
/// given a handle by reference and may do anything: make objects, clone handles, change fields, collect,
/// panic. If a handle to the object exists afterwards that did not before, the object is *resurrected*:
/// it and all it reaches live on, and it dies without finalizer the next time.
///
/// When counting frees the object, its weak handles still answer inside the finalizer; when the collector
/// frees it they are cleared before (CPython 3.11, `Python/gc.c`).
///
/// A value taken out with [`Obj::try_unwrap`] is not finalized: it has not died.
///
/// # Panics
/// A panic of a finalizer does not leave the `drop` that ran it: it goes to
/// [`gc::set_unraisable_hook`](crate::gc::set_unraisable_hook), as those of weak callbacks do (CPython: "Exception ignored in").
/// Who drops a handle need not know that it is the last, and if that is the destructor of a thread-local, a panic would abort
/// the process. [`gc::collect`](crate::gc::collect) passes on the first, after everything else was done.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use std::cell::Cell;
///
/// thread_local!(static CLOSED: Cell<u32> = const { Cell::new(0) });
///
/// #[derive(Object)]
/// #[object(finalize)]
/// struct File { number: u32 }
///
/// impl Finalize for File {
///     fn finalize(this: &Obj<Self>) {
///         CLOSED.set(this.number);
///     }
/// }
///
/// drop(Obj::new(File { number: 7 }));
/// assert_eq!(CLOSED.get(), 7);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has the option `finalize` but no finalizer",
    label = "`#[object(finalize)]` asks for one",
    note = "write `impl Finalize for {Self} {{ fn finalize(this: &Obj<Self>) {{ … }} }}`, or remove the option"
)]
#[doc(alias = "__del__")]
#[doc(alias = "tp_finalize")]
#[doc(alias = "Drop")]
pub trait Finalize: Object + FinalizerIsOn {
    /// Called once when the object dies.
    fn finalize(this: &Obj<Self>);
}
