//! Parts in parts in parts: however deep they nest, tracing takes a bounded part of the stack.
//!
//! A type contains itself by way of a container that owns its content behind a pointer: a box, a vector, a map. Each of these
//! is one level. What lies deeper than [`DEEPEST`] is put off, and traced when the outermost container is done. Until
//! then it stays where it is: during a trace no code of the program runs, and what a lock lends is traced to its
//! end while the lock is held.

use std::mem;

use super::tracer::NamedStep;
use super::{Trace, Tracer};

/// So many levels nest.
pub(super) const DEEPEST: u32 = 16;

/// A container to be traced later.
pub(super) struct Deferred {
    container: *const (),
    trace: unsafe fn(*const (), &mut Tracer),
    /// The way to it, for a tracer of everything.
    path: Vec<NamedStep>,
}

/// Traces a container.
///
/// # Safety
/// 1. The pointer is to a valid `C`.
unsafe fn trace<C: Trace>(container: *const (), tracer: &mut Tracer) {
    // SAFETY: by 1.
    let container = unsafe { &*container.cast::<C>() };
    C::trace(container, tracer);
}

/// One level of containers. The outermost, also when unwinding, leaves nothing put off behind.
struct Depth<'a> {
    tracer: &'a mut Tracer,
    outer: u32,
}

impl<'a> Depth<'a> {
    #[inline]
    fn enter(tracer: &'a mut Tracer) -> Self {
        let outer = tracer.depth;
        tracer.depth = outer + 1;
        Self { tracer, outer }
    }
}

impl Drop for Depth<'_> {
    #[inline]
    fn drop(&mut self) {
        self.tracer.depth = self.outer;
        if self.outer == 0 {
            self.tracer.guards = 0;
            if !self.tracer.deferred.is_empty() {
                self.tracer.forget_deferred();
            }
        }
    }
}

impl Tracer {
    /// Traces what a container owns behind a pointer, with `trace_content`; later, if that nests deep.
    #[inline]
    pub(crate) fn behind<C: Trace>(&mut self, container: &C, trace_content: impl FnOnce(&mut Self)) {
        if self.depth == DEEPEST {
            return self.defer(container);
        }
        let level = Depth::enter(self);
        trace_content(level.tracer);
        if level.outer == 0 {
            level.tracer.go_on(0);
        }
    }

    /// Traces the items that a container owns in a row behind a pointer.
    #[inline]
    pub(crate) fn row<C: Trace, T: Trace>(&mut self, container: &C, items: &[T]) {
        if self.read_handles(items) {
            return;
        }
        if T::HOLDS_BEHIND || self.wants_everything() {
            self.behind(container, |tracer| tracer.each(items));
        }
    }

    /// Traces a value that is lent for the moment only, as by the guard of a lock: all of it before this returns.
    ///
    /// Where guards nest in one another too deep for that, the value is not visited: it counts as held from outside.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// use std::sync::Mutex;
    ///
    /// /// A lock of one's own, round one of the standard library.
    /// #[derive(Default)]
    /// struct Guarded<T>(Mutex<T>);
    ///
    /// // SAFETY: the value is visited once, while nobody else has it, and dropped by its own lock.
    /// unsafe impl<T: Trace> Trace for Guarded<T> {
    ///     type Leaves<H> = Self;
    ///     const HOLDS: bool = T::HOLDS;
    ///     fn trace(this: &Self, tracer: &mut Tracer) {
    ///         // What is locked counts as held from outside.
    ///         if let Ok(value) = this.0.try_lock() {
    ///             tracer.guarded(&*value);
    ///         }
    ///     }
    /// }
    ///
    /// #[derive(Object, Default)]
    /// struct Node { next: Guarded<ObjCell<Node>> }
    ///
    /// let node = Obj::new(Node::default());
    /// node.next.0.lock().unwrap().set(&node);
    /// drop(node);
    /// assert_eq!(obj_runtime::gc::collect(), 1);
    /// ```
    pub fn guarded<T: Trace + ?Sized>(&mut self, value: &T) {
        if self.guards == DEEPEST {
            return self.pass_over();
        }
        // The levels of a guard are its own: what it lends is traced to its end before the guard goes.
        let level = Depth::enter(self);
        level.tracer.depth = 1;
        level.tracer.guards += 1;
        let start = level.tracer.deferred.len();
        T::trace(value, level.tracer);
        level.tracer.go_on(start);
        level.tracer.guards -= 1;
    }

    #[cold]
    fn defer<C: Trace>(&mut self, container: &C) {
        let container: *const C = container;
        self.deferred.push(Deferred { container: container.cast(), trace: trace::<C>, path: self.path() });
    }

    /// Who unwinds does not trace what was put off. Apart, so that each level ends in line.
    #[cold]
    #[inline(never)]
    fn forget_deferred(&mut self) {
        self.deferred.clear();
    }

    /// Traces what was put off since there were so many.
    #[inline]
    fn go_on(&mut self, start: usize) {
        if self.deferred.len() > start {
            self.trace_deferred(start);
        }
    }

    #[cold]
    fn trace_deferred(&mut self, start: usize) {
        let here = self.go_to(Vec::new());
        let depth = mem::replace(&mut self.depth, 1);
        while self.deferred.len() > start
            && let Some(deferred) = self.deferred.pop()
        {
            self.go_to(deferred.path);
            // SAFETY: `defer` made both of a container of the value that is being traced, which has not changed since.
            unsafe { (deferred.trace)(deferred.container, self) };
        }
        self.depth = depth;
        self.go_to(here);
    }
}
