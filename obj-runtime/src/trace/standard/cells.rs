//! `Trace` for cells and locks.

use std::cell::{Cell, LazyCell, OnceCell, RefCell};
use std::ops::Deref;
#[cfg(feature = "parcel")]
use std::sync::PoisonError;
use std::sync::{LazyLock, Mutex, OnceLock, RwLock, TryLockError, TryLockResult};

#[cfg(feature = "parcel")]
use crate::trace::Relocator;
use crate::trace::{Leaves, Scale, Trace, Tracer};

transparent! { Cell<T>, cell => {
    // SAFETY: nobody has a reference into the cell while `trace` runs: `Cell` lends none except through `&mut`, which for an
    // object means an `ObjMut` guard, and those are not traced; and `trace` of the value runs no user code that could
    // reach the cell.
    unsafe { &*cell.as_ptr() }
}, cell.get_mut() }

/// Types that own one value, which `$seen` shows if it can, and visit it once by `$visit`.
macro_rules! owner {
    ([$($bounds:tt)*] $type:ty, $this:ident => $visit:ident($seen:expr), $changed:expr) => {
        // SAFETY: the value is owned by `Self`, and visited once or not at all.
        unsafe impl<T: $($bounds)*> Trace for $type {
            type Leaves<H> = Leaves<T, H>;
            const HOLDS: bool = T::HOLDS;
            const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
            crate::trace::tells_all!(T::TRACE_TELLS_ALL, T::TRACE_TELLS_ALL_BEHIND);
            #[inline]
            fn trace(this: &Self, tracer: &mut Tracer) {
                let $this = this;
                $visit($seen, tracer);
            }
            const OWNS: bool = T::OWNS;
            #[inline]
            fn weigh(this: &Self, scale: &mut Scale) {
                let $this = this;
                if T::OWNS && let Some(value) = $seen {
                    T::weigh(&value, scale);
                }
            }
            #[cfg(feature = "parcel")]
            fn relocate(this: &mut Self, relocator: &mut Relocator) {
                let $this = this;
                if let Some(value) = $changed {
                    T::relocate(value, relocator);
                }
            }
            fn text_of_key(this: &Self) -> Option<String> {
                let $this = this;
                T::text_of_key(&*$seen?)
            }
        }
    };
}

owner! { [Trace] OnceCell<T>, cell => trace_if_set(cell.get()), cell.get_mut() }
owner! { [Trace] OnceLock<T>, cell => trace_if_set(cell.get()), cell.get_mut() }
// What is borrowed for writing, or locked, is not visited: it counts as held from outside.
owner! { [Trace + ?Sized] RefCell<T>, cell => trace_if_free(cell.try_borrow().ok()), Some(cell.get_mut()) }
owner! { [Trace + ?Sized] Mutex<T>, lock => trace_while_held(free(lock.try_lock())), Some(lock.get_mut().unwrap_or_else(PoisonError::into_inner)) }
owner! { [Trace + ?Sized] RwLock<T>, lock => trace_while_held(free(lock.try_read())), Some(lock.get_mut().unwrap_or_else(PoisonError::into_inner)) }

#[inline]
fn trace_if_set<T: Trace>(value: Option<&T>, tracer: &mut Tracer) {
    if let Some(value) = value {
        T::trace(value, tracer);
    }
}

#[inline]
fn trace_if_free<T: Trace + ?Sized>(value: Option<impl Deref<Target = T>>, tracer: &mut Tracer) {
    match value {
        Some(value) => T::trace(&value, tracer),
        None => tracer.pass_over(),
    }
}

/// The value may belong to another thread as soon as the guard is gone.
fn trace_while_held<T: Trace + ?Sized>(guard: Option<impl Deref<Target = T>>, tracer: &mut Tracer) {
    match guard {
        Some(value) => tracer.guarded(&*value),
        None => tracer.pass_over(),
    }
}

/// The guard of a lock, unless it is locked.
fn free<G>(guard: TryLockResult<G>) -> Option<G> {
    match guard {
        Ok(value) => Some(value),
        Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}

/// Values that are made when they are first asked for.
macro_rules! lazy {
    ($type:ident) => {
        // SAFETY: the value is owned by the cell, and visited once or not at all.
        unsafe impl<T: Trace, F> Trace for $type<T, F> {
            type Leaves<H> = Self;
            const HOLDS: bool = T::HOLDS;
            const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
            #[inline]
            fn trace(this: &Self, tracer: &mut Tracer) {
                #[allow(
                    unstable_name_collisions,
                    clippy::incompatible_msrv,
                    reason = "the standard library's function is meant where it is stable"
                )]
                trace_if_free($type::get(this), tracer);
            }
        }

        impl<T, F> WithoutGet<T> for $type<T, F> {}
    };
}

/// Stands in where the standard library has no stable `get` for lazy values.
trait WithoutGet<T> {
    #[allow(dead_code, reason = "from Rust 1.94 on")]
    fn get(_: &Self) -> Option<&T> {
        None
    }
}

// What a lazy value was made of. What its function holds is not visited, and what was made is from Rust 1.94 on: before,
// there is no way to look without making it.
lazy! { LazyCell }
lazy! { LazyLock }
