//! The allocator of a process: the system's, or mimalloc where the parent asks for it.
//!
//! Every contender runs in its own process, so the choice is made once, at the first allocation. Afterwards
//! it costs one predicted branch on each call, the same for every contender.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ffi::{CStr, c_char};
use std::sync::atomic::{AtomicU8, Ordering};

use mimalloc::MiMalloc;

/// The environment variable that a parent sets for a child that shall run on mimalloc.
pub(crate) const MIMALLOC_VARIABLE: &str = "OBJ_BENCHES_MIMALLOC";
const MIMALLOC_VARIABLE_C: &CStr = c"OBJ_BENCHES_MIMALLOC";

const UNDECIDED: u8 = 0;
const SYSTEM: u8 = 1;
const MIMALLOC: u8 = 2;

static CHOICE: AtomicU8 = AtomicU8::new(UNDECIDED);

/// The global allocator of this program.
pub(crate) struct Chosen;

impl Chosen {
    #[inline]
    fn is_system(&self) -> bool {
        CHOICE.load(Ordering::Relaxed) == SYSTEM || self.is_system_after_deciding()
    }

    #[cold]
    #[inline(never)]
    fn is_system_after_deciding(&self) -> bool {
        if CHOICE.load(Ordering::Relaxed) == UNDECIDED {
            let choice = if is_mimalloc_wanted() { MIMALLOC } else { SYSTEM };
            CHOICE.store(choice, Ordering::Relaxed);
        }
        CHOICE.load(Ordering::Relaxed) == SYSTEM
    }
}

/// Reads the environment without allocating, which `std::env` cannot.
#[allow(unsafe_code, reason = "an allocator may not allocate, and std::env does")]
fn is_mimalloc_wanted() -> bool {
    unsafe extern "C" {
        fn getenv(name: *const c_char) -> *const c_char;
    }
    // SAFETY: the name is a C string, and the first allocation happens before `main`, on the only thread.
    let value = unsafe { getenv(MIMALLOC_VARIABLE_C.as_ptr()) };
    !value.is_null()
}

#[allow(unsafe_code, reason = "a global allocator is an unsafe trait")]
// SAFETY: each method hands its arguments to one allocator, always the same one in a process.
unsafe impl GlobalAlloc for Chosen {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if self.is_system() {
            // SAFETY: the caller's promises are those of `GlobalAlloc::alloc`.
            unsafe { System.alloc(layout) }
        } else {
            // SAFETY: as above.
            unsafe { MiMalloc.alloc(layout) }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        if self.is_system() {
            // SAFETY: the block came from this allocator, because the choice never changes.
            unsafe { System.dealloc(pointer, layout) }
        } else {
            // SAFETY: as above.
            unsafe { MiMalloc.dealloc(pointer, layout) }
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if self.is_system() {
            // SAFETY: the caller's promises are those of `GlobalAlloc::alloc_zeroed`.
            unsafe { System.alloc_zeroed(layout) }
        } else {
            // SAFETY: as above.
            unsafe { MiMalloc.alloc_zeroed(layout) }
        }
    }

    #[inline]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if self.is_system() {
            // SAFETY: the block came from this allocator, because the choice never changes.
            unsafe { System.realloc(pointer, layout, size) }
        } else {
            // SAFETY: as above.
            unsafe { MiMalloc.realloc(pointer, layout, size) }
        }
    }
}
