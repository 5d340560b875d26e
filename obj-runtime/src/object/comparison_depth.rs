//! How deep comparisons of objects nest.
//!
//! Handles are compared as their values, which hold handles: an object that holds itself would be compared without end.
//! CPython ends that with a `RecursionError`, after a thousand calls; here it is after half a mebibyte of the stack, whatever
//! the frames between two handles are: there are systems on which a thread has no more than a mebibyte.

use std::cell::Cell;
use std::mem::needs_drop;

use crate::ground::stack::place_on_stack;

/// Comparisons take so many bytes of the stack. (Under Miri, places on the stack say nothing.)
const MOST_STACK: usize = if cfg!(miri) { ANOTHER_STACK } else { 1 << 19 };

/// So far from where a comparison began, there is another stack.
const ANOTHER_STACK: usize = 1 << 30;

thread_local! {
    /// Where on the stack the outermost comparison under way began; 0 if there is none.
    static BEGIN: Cell<usize> = const { Cell::new(0) };
}

/// Compares or hashes values of `T`. What needs no drop holds no handles, and nests no deeper.
///
/// # Panics
/// With Python's words if comparisons nest too deep.
#[inline]
pub(crate) fn nested<T: ?Sized, R>(compare: impl FnOnce() -> R) -> R {
    let _nested = needs_drop::<T>().then(Nested::enter);
    compare()
}

/// A comparison under way.
struct Nested {
    is_outermost: bool,
}

impl Nested {
    /// Begins one, perhaps inside another.
    #[inline]
    fn enter() -> Self {
        let (begin, here) = (BEGIN.get(), place_on_stack());
        if begin == 0 {
            BEGIN.set(here);
        } else if (MOST_STACK..ANOTHER_STACK).contains(&begin.wrapping_sub(here)) {
            too_deep();
        }
        Self { is_outermost: begin == 0 }
    }
}

impl Drop for Nested {
    #[inline]
    fn drop(&mut self) {
        if self.is_outermost {
            BEGIN.set(0);
        }
    }
}

#[cold]
#[inline(never)]
fn too_deep() -> ! {
    panic!("RecursionError: maximum recursion depth exceeded in comparison");
}
