//! Functions whose machine code `zero_cost` compares: on handles, and on twins of handles that nothing was ever
//! added to.
#![allow(unsafe_code, missing_docs, unreachable_pub, reason = "nothing but a source of machine code")]

use std::cell::Cell;
use std::ptr::NonNull;

use obj_runtime::prelude::*;

#[derive(Object)]
pub struct Point {
    pub x: u64,
}

#[inline(never)]
#[unsafe(no_mangle)]
pub fn of_obj_clone(handle: &Obj<Point>) -> Obj<Point> {
    handle.clone()
}

#[inline(never)]
#[unsafe(no_mangle)]
pub fn of_obj_drop(handle: Obj<Point>) {
    drop(handle);
}

#[inline(never)]
#[unsafe(no_mangle)]
pub fn of_obj_new(x: u64) -> Obj<Point> {
    Obj::new(Point { x })
}

#[repr(C, align(8))]
pub struct Header {
    low: Cell<u32>,
    pub high: Cell<u32>,
}

/// One handle in `low`, whose sign tells that there are too many.
const ONE: u32 = 2;
/// The bits of `low` and `high` of an object that had too many and lives for ever.
const IMMORTAL: (u32, u32) = (3 << 30 | 1, 1 << 11);

// Elsewhere, as the runtime is. Nothing is linked.
unsafe extern "Rust" {
    fn drop_last(header: NonNull<Header>);
}

#[inline(never)]
#[unsafe(no_mangle)]
/// # Safety
/// 1. Never called.
pub unsafe fn of_twin_clone(handle: &NonNull<Header>) -> NonNull<Header> {
    // SAFETY: by 1.
    let header = unsafe { handle.as_ref() };
    let low = header.low.get().wrapping_add(ONE);
    header.low.set(low);
    if low.cast_signed() < 0 {
        header.low.set(IMMORTAL.0);
        header.high.set(header.high.get() | IMMORTAL.1);
    }
    *handle
}

/// Ends as a handle to an object does whose value needs no drop.
pub struct Twin(NonNull<Header>);

impl Drop for Twin {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: nobody calls it.
        let header = unsafe { self.0.as_ref() };
        let low = header.low.get().cast_signed();
        // SAFETY: nobody calls it.
        let low = unsafe { low.unchecked_sub(ONE.cast_signed()) };
        header.low.set(low.cast_unsigned());
        if low <= 0 {
            // SAFETY: nobody calls it.
            unsafe { drop_last(self.0) }
        }
    }
}

#[inline(never)]
#[unsafe(no_mangle)]
pub fn of_twin_drop(handle: Twin) {
    drop(handle);
}
