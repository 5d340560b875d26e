//! Work that is to be done when an object dies, or at the end of its thread.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use crate::ground::thread_static::{self, OfOneThread, Undropped};
use crate::ground::unraisable::run_and_report;
use crate::object::Obj;
use crate::object::diagnostics::WeakTarget;
use crate::thread_end::{Release, release_at_end};
use crate::weak_table::WeakTable;
use crate::weak_table::anchors::RawWeak;

/// Work that is pending until an object dies: of [`Obj::add_cleanup`].
///
/// It stays without this value: dropping it changes nothing.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// # #[derive(Object)]
/// # struct File;
/// let file = Obj::new(File);
/// let cleanup = Obj::add_cleanup(&file, || println!("closed"));
/// assert!(cleanup.is_pending());
/// drop(file);                             // closed
/// assert!(!cleanup.is_pending());
/// ```
#[derive(Clone)]
#[doc(alias = "finalize")]
pub struct Cleanup {
    number: u64,
    /// The work is a thread's own.
    thread: PhantomData<*const ()>,
}

/// Work, and what calls it when the object dies.
struct Pending {
    work: Box<dyn FnOnce()>,
    weak: RawWeak,
}

/// The pending work of a thread, in the order in which it was added.
struct AllPending {
    by_number: Undropped<BTreeMap<u64, Pending>>,
    added: Cell<u64>,
    /// Whether the thread's end knows of it.
    is_registered: Cell<bool>,
}

thread_local! {
    static PENDING: AllPending = const {
        AllPending { by_number: Undropped::new(BTreeMap::new()), added: Cell::new(0), is_registered: Cell::new(false) }
    };
}

// SAFETY: it is made of cells.
unsafe impl OfOneThread for AllPending {}

impl AllPending {
    fn current() -> &'static Self {
        thread_static::get(&PENDING)
    }

    fn add(&'static self, number: u64, pending: Pending) {
        if !self.is_registered.replace(true) {
            release_at_end(self);
        }
        self.by_number.borrow_mut().insert(number, pending);
    }

    fn take(&self, number: u64) -> Option<Box<dyn FnOnce()>> {
        let pending = self.by_number.borrow_mut().remove(&number)?;
        // The table is let go of before the weak handle is.
        drop(pending.weak);
        Some(pending.work)
    }

    fn last(&self) -> Option<u64> {
        self.by_number.borrow().last_key_value().map(|(number, _)| *number)
    }
}

impl Release for AllPending {
    /// Does what is pending, newest first, whatever panics.
    fn release(&self) {
        while let Some(work) = self.last().and_then(|number| self.take(number)) {
            run_and_report(work);
        }
    }

    /// Does what was added since.
    fn end(&self) -> bool {
        self.release();
        self.is_registered.set(false);
        // An empty one can have memory, too.
        drop(self.by_number.take());
        false
    }
}

impl<T: WeakTarget + ?Sized> Obj<T> {
    /// Has `work` done once: when the object dies, when [`Cleanup::run`] says so, or at the end of the thread (CPython:
    /// `weakref.finalize`).
    ///
    /// As against the callback of [`downgrade_with`](Self::downgrade_with), nothing has to be kept for it; as against
    /// [`Finalize`](crate::Finalize), it is for objects of any type that weak handles may be to, and has no way to the object.
    /// What `work` owns is kept until then: if that leads to the object, it lives until the end of the thread. Pending work
    /// counts as a weak handle to the object.
    ///
    /// It runs as callbacks of weak handles do, after them the value is dropped. At the end of the thread, the last one added
    /// runs first, and objects need not be dead.
    ///
    /// # Panics
    /// A panic of `work` goes to [`gc::set_unraisable_hook`](crate::gc::set_unraisable_hook), as those of finalizers, or out of
    /// [`gc::collect`](crate::gc::collect) or [`Cleanup::run`] if one of these ran it.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    /// use std::{cell::RefCell, rc::Rc};
    ///
    /// #[derive(Object)]
    /// struct Connection { port: u16 }
    ///
    /// let closed = Rc::new(RefCell::new(Vec::new()));
    /// let connect = |port| {
    ///     let closed = closed.clone();
    ///     let connection = Obj::new(Connection { port });
    ///     let cleanup = Obj::add_cleanup(&connection, move || closed.borrow_mut().push(port));
    ///     (connection, cleanup)
    /// };
    /// let [(one, _), (two, cleanup_of_two), (three, cleanup_of_three)] = [1, 2, 3].map(connect);
    /// drop(one);
    /// assert!(cleanup_of_two.run() && !cleanup_of_two.run());
    /// assert!(cleanup_of_three.cancel());
    /// drop((two, three));
    /// assert_eq!(*closed.borrow(), [1, 2]);
    /// ```
    #[doc(alias = "finalize")]
    pub fn add_cleanup(this: &Self, work: impl FnOnce() + 'static) -> Cleanup {
        let pending = AllPending::current();
        let number = pending.added.get() + 1;
        pending.added.set(number);
        let at_death = move |_: &RawWeak| {
            if let Some(work) = pending.take(number) {
                work();
            }
        };
        let weak = WeakTable::current().add(this.handle().pointer(), Some(Box::new(at_death)));
        pending.add(number, Pending { work: Box::new(work), weak });
        Cleanup { number, thread: PhantomData }
    }
}

impl Cleanup {
    /// Does the work now, if it is still pending; returns whether it was.
    ///
    /// # Panics
    /// If the work does.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct File;
    /// let file = Obj::new(File);
    /// let cleanup = Obj::add_cleanup(&file, || println!("closed"));
    /// assert!(cleanup.run());                 // closed, before the object dies
    /// assert!(!cleanup.run());
    /// # drop(file);
    /// ```
    #[doc(alias = "__call__")]
    pub fn run(&self) -> bool {
        let work = AllPending::current().take(self.number);
        work.map(|work| work()).is_some()
    }

    /// Drops the work undone, if it is still pending; returns whether it was.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct File;
    /// let file = Obj::new(File);
    /// let cleanup = Obj::add_cleanup(&file, || println!("closed"));
    /// assert!(cleanup.cancel());
    /// drop(file);                             // nothing is printed
    /// ```
    #[doc(alias = "detach")]
    pub fn cancel(&self) -> bool {
        AllPending::current().take(self.number).is_some()
    }

    /// Whether the work is still to be done.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct File;
    /// let file = Obj::new(File);
    /// let cleanup = Obj::add_cleanup(&file, || println!("closed"));
    /// assert!(cleanup.is_pending());
    /// drop(file);
    /// assert!(!cleanup.is_pending());
    /// ```
    #[doc(alias = "alive")]
    #[must_use]
    pub fn is_pending(&self) -> bool {
        AllPending::current().by_number.borrow().contains_key(&self.number)
    }
}

impl fmt::Debug for Cleanup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cleanup").field("is_pending", &self.is_pending()).finish()
    }
}
