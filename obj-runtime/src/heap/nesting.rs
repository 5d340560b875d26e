//! How deep the drops under way in a thread nest, and what waits because they nest too deep.

use std::cell::Cell;

use crate::ground::stack::place_on_stack;
use crate::ground::thread_static::Undropped;
use crate::header::ObjectPtr;

/// The deepest nesting of levels of drops.
pub(crate) const MAX_DEPTH: u32 = 32;

/// The bytes of stack within which nested drops are one level.
pub(crate) const LEVEL_SIZE: usize = 1024;

/// Set in `Nesting::depth` when something is queued. It shares a word with the depth so that a level learns from one comparison
/// whether it is the outermost and the queue is to be drained.
const WAITING: u32 = 1 << 31;

/// The levels of drops under way, and the queue of what they put off.
pub(crate) struct Nesting {
    /// The number of levels of drops under way, and `WAITING`.
    depth: Cell<u32>,
    /// The address on the stack at which the innermost level began; 0 if there is none.
    level_start: Cell<usize>,
    /// Dead objects whose teardown would have nested too deep.
    queue: Undropped<Vec<ObjectPtr>>,
}

impl Nesting {
    pub(super) const fn new() -> Self {
        Self { depth: Cell::new(0), level_start: Cell::new(0), queue: Undropped::new(Vec::new()) }
    }

    /// The number of levels under way.
    pub(crate) fn depth(&self) -> u32 {
        self.depth.get() & !WAITING
    }

    /// Whether no deeper level may begin.
    pub(crate) fn is_deep(&self) -> bool {
        self.depth() >= MAX_DEPTH
    }

    /// Whether the caller's place on the stack is close to where the level under way began, so that a drop there needs
    /// no level of its own. (On a stack that grows upwards no place is.)
    #[inline(always)]
    pub(crate) fn is_close(&self) -> bool {
        self.level_start.get().wrapping_sub(place_on_stack()) < LEVEL_SIZE
    }

    /// A level begins; returns where the one around it began.
    #[inline(always)]
    pub(crate) fn enter(&self) -> usize {
        self.depth.set(self.depth.get() + 1);
        self.level_start.replace(place_on_stack())
    }

    /// A level ends; returns whether it was the outermost and the queue is to be drained.
    #[inline(always)]
    pub(crate) fn leave(&self, outer_start: usize) -> bool {
        let depth = self.depth.get() - 1;
        self.depth.set(depth);
        self.level_start.set(outer_start);
        depth == WAITING
    }

    /// Queues an object.
    pub(crate) fn push(&self, pointer: ObjectPtr) {
        self.queue.borrow_mut().push(pointer);
        self.depth.set(self.depth.get() | WAITING);
    }

    /// Takes an object out of the queue.
    pub(crate) fn pop(&self) -> Option<ObjectPtr> {
        self.queue.borrow_mut().pop()
    }

    /// The outermost level goes on, to drain the queue.
    pub(crate) fn start_draining(&self) {
        self.depth.set(1);
        self.level_start.set(place_on_stack());
    }

    /// The queue is empty, and no level is under way.
    pub(crate) fn end_draining(&self) {
        self.depth.set(0);
        self.level_start.set(0);
    }

    /// Gives the queue's memory back.
    pub(crate) fn shrink(&self) {
        self.queue.borrow_mut().shrink_to_fit();
    }

    /// The objects that the queue has room for.
    #[cfg(test)]
    pub(crate) fn room(&self) -> usize {
        self.queue.borrow().capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_close_on_the_stack_are_one_level() {
        let nesting = Nesting::new();
        assert!(!nesting.is_close(), "no level is under way");
        let outer_start = nesting.enter();
        assert_eq!((outer_start, nesting.depth()), (0, 1));
        nesting.level_start.set(place_on_stack() + LEVEL_SIZE / 2);
        assert!(nesting.is_close());
        // Far below the start; above it, as on a stack that grows upwards.
        nesting.level_start.set(place_on_stack() + 2 * LEVEL_SIZE);
        assert!(!nesting.is_close());
        nesting.level_start.set(place_on_stack() - LEVEL_SIZE);
        assert!(!nesting.is_close());
        assert!(!nesting.leave(outer_start), "nothing waits");
        assert_eq!((nesting.depth(), nesting.level_start.get()), (0, 0));
    }
}
