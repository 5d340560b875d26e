//! How deep values are compared, hashed and written: as deep as in Python, whose limit keeps them from
//! overflowing the stack.

use std::cell::Cell;

use crate::ground::thread_static::Undropped;

/// Python's `sys.getrecursionlimit()`.
const LIMIT: u32 = 1000;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// The containers being written.
    static WRITTEN: Undropped<Vec<usize>> = const { Undropped::new(Vec::new()) };
}

/// One level of nesting.
pub(crate) struct Nesting(());

impl Nesting {
    /// Goes one level deeper.
    ///
    /// # Panics
    /// With Python's words if that is too deep. `what` says what was going on: ` in comparison`.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn enter(what: &'static str) -> Self {
        let depth = DEPTH.get();
        if depth >= LIMIT {
            too_deep(what);
        }
        DEPTH.set(depth + 1);
        Self(())
    }
}

impl Drop for Nesting {
    #[inline]
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}

#[cold]
#[inline(never)]
fn too_deep(what: &'static str) -> ! {
    panic!("RecursionError: maximum recursion depth exceeded{what}");
}

/// A container that is being written, so that it writes itself shortly when it is met inside itself.
pub(crate) struct Writing {
    _nesting: Nesting,
}

impl Writing {
    /// Begins to write the container at an address; `None` if that is under way.
    ///
    /// # Panics
    /// With Python's words if containers nest too deep.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn enter(address: usize) -> Option<Self> {
        let is_met = WRITTEN.with(|written| written.borrow().contains(&address));
        if is_met {
            return None;
        }
        let nesting = Nesting::enter(" while getting the repr of an object");
        WRITTEN.with(|written| written.borrow_mut().push(address));
        Some(Self { _nesting: nesting })
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        WRITTEN.with(|written| {
            written.borrow_mut().pop();
            if written.borrow().is_empty() {
                // The thread-local has no destructor.
                drop(written.take());
            }
        });
    }
}
