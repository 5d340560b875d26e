//! `Trace` for the standard library's types.

use std::any::Any;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::{Mutex, OnceLock, RwLock, TryLockError, TryLockResult};

use super::{PointerMap, Trace, Tracer};

/// A type that holds no handles, or none that may be visited; `$items` says what else is known of it.
macro_rules! leaf {
    ([$($parameters:tt)*] $type:ty { $($items:tt)* }) => {
        // SAFETY: nothing is visited, which is always allowed.
        unsafe impl<$($parameters)*> Trace for $type {
            const HOLDS: bool = false;
            const HOLDS_BEHIND: bool = false;
            #[inline]
            fn trace(&self, _: &mut Tracer) {}
            $($items)*
        }
    };
}

/// Types of which nothing else is known.
macro_rules! opaque {
    ($([$($parameters:tt)*] $type:ty),* $(,)?) => {
        $(leaf! { [$($parameters)*] $type {} })*
    };
}

/// Types that need no drop.
macro_rules! plain {
    ($($type:ty),* $(,)?) => {
        $(leaf! { [] $type { const IS_HANDLES_ONLY: bool = !std::mem::needs_drop::<Self>(); } })*
    };
}

/// Types that need no drop, whose values are written, as the keys of a map, as `Debug` does.
macro_rules! written {
    ($($type:ty),* $(,)?) => {
        $(leaf! { [] $type {
            const IS_HANDLES_ONLY: bool = !std::mem::needs_drop::<Self>();
            fn text_of_key(&self) -> Option<String> {
                Some(format!("{self:?}"))
            }
        } })*
    };
}

written! { bool, char, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize }

plain! {
    (), f32, f64, std::time::Duration, std::time::Instant, std::time::SystemTime, std::any::TypeId, std::cmp::Ordering,
    std::num::NonZeroU8, std::num::NonZeroU16, std::num::NonZeroU32, std::num::NonZeroU64, std::num::NonZeroUsize,
    std::num::NonZeroI32, std::num::NonZeroI64, std::sync::atomic::AtomicBool, std::sync::atomic::AtomicU8,
    std::sync::atomic::AtomicU32, std::sync::atomic::AtomicU64, std::sync::atomic::AtomicUsize,
    std::sync::atomic::AtomicI32, std::sync::atomic::AtomicI64, std::net::IpAddr, std::net::SocketAddr,
}

/// The number of characters of a text that are shown where it is a key.
const SHOWN_OF_KEY: usize = 60;

/// Types that are texts.
macro_rules! text {
    ($($type:ty),* $(,)?) => {
        $(leaf! { [] $type {
            fn text_of_key(&self) -> Option<String> {
                Some(match self.char_indices().nth(SHOWN_OF_KEY) {
                    Some((end, _)) => format!("{:?}…", &self[..end]),
                    None => format!("{:?}", &self[..]),
                })
            }
        } })*
    };
}

text! { str, String }

opaque! {
    [] std::path::PathBuf, [] std::path::Path, [] std::ffi::OsString, [] std::ffi::CString,
    // Shared: what they hold counts as held from outside.
    [T: ?Sized] std::rc::Rc<T>, [T: ?Sized] std::rc::Weak<T>, [T: ?Sized] std::sync::Arc<T>,
    [T: ?Sized] std::sync::Weak<T>,
    [T: ?Sized] PhantomData<T>, [T] std::ops::Range<T>, [T] std::ops::RangeInclusive<T>,
    [T: ?Sized] *const T, [T: ?Sized] *mut T,
}

leaf! { [T: ?Sized] &'static T {
    const IS_HANDLES_ONLY: bool = true;
    fn text_of_key(&self) -> Option<String> {
        let this: &dyn Any = self;
        str::text_of_key(this.downcast_ref::<&'static str>()?)
    }
} }

/// Function pointers hold nothing. Those with a borrowed argument are types of their own.
macro_rules! functions {
    ($($argument:ident)*) => {
        opaque! { [R, $($argument),*] fn($($argument),*) -> R }
    };
}

functions!();
functions!(A);
functions!(A B);
functions!(A B C);
functions!(A B C D);

sequence! { [] VecDeque<T>; [] LinkedList<T>; [] BinaryHeap<T>; [] BTreeSet<T>; [S] HashSet<T, S> }

/// Containers whose items lie in a row.
macro_rules! row {
    ($($type:ty),* $(,)?) => {$(
        // SAFETY: each item is owned by the container and visited once.
        unsafe impl<T: Trace> Trace for $type {
            const HOLDS: bool = T::HOLDS_BEHIND;
            const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
            #[inline]
            fn trace(&self, tracer: &mut Tracer) {
                tracer.items(self);
            }
        }
    )*};
}

row! { Vec<T>, [T] }

// SAFETY: as the slice it is.
unsafe impl<T: Trace, const N: usize> Trace for [T; N] {
    const HOLDS: bool = T::HOLDS;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    const IS_HANDLES_ONLY: bool = T::IS_HANDLES_ONLY;
    const POINTERS: PointerMap = T::POINTERS.times(N, size_of::<T>());
    #[inline]
    fn trace(&self, tracer: &mut Tracer) {
        tracer.items(self);
    }
}

map! { [S] HashMap<K, V, S>; [] BTreeMap<K, V> }

// SAFETY: the value is owned by the box and visited once.
unsafe impl<T: Trace + ?Sized> Trace for Box<T> {
    const HOLDS: bool = T::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    #[inline]
    fn trace(&self, tracer: &mut Tracer) {
        if T::HOLDS_BEHIND || tracer.wants_everything() {
            (**self).trace(tracer);
        }
    }
    fn text_of_key(&self) -> Option<String> {
        (**self).text_of_key()
    }
}

// SAFETY: the value is owned by the option and visited once.
unsafe impl<T: Trace> Trace for Option<T> {
    const HOLDS: bool = T::HOLDS;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    const IS_HANDLES_ONLY: bool = T::IS_HANDLES_ONLY;
    const POINTERS: PointerMap = T::POINTERS.of_option::<T>();
    #[inline]
    fn trace(&self, tracer: &mut Tracer) {
        if let Some(value) = self {
            value.trace(tracer);
        }
    }
}

// SAFETY: the value is owned by the result and visited once.
unsafe impl<T: Trace, E: Trace> Trace for Result<T, E> {
    const HOLDS: bool = T::HOLDS || E::HOLDS;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND || E::HOLDS_BEHIND;
    #[inline]
    fn trace(&self, tracer: &mut Tracer) {
        match self {
            Ok(value) => value.trace(tracer),
            Err(error) => error.trace(tracer),
        }
    }
}

// SAFETY: a cell owns its value. Nobody has a reference into it while `trace` runs: `Cell` lends
// none except through `&mut`, which for an object means an `ObjMut` guard, and those are not traced.
unsafe impl<T: Trace> Trace for Cell<T> {
    const HOLDS: bool = T::HOLDS;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    const IS_HANDLES_ONLY: bool = T::IS_HANDLES_ONLY;
    const POINTERS: PointerMap = T::POINTERS;
    #[inline]
    fn trace(&self, tracer: &mut Tracer) {
        if T::HOLDS || tracer.wants_everything() {
            // SAFETY: see above; and `trace` of the value runs no user code that could reach the cell.
            unsafe { &*self.as_ptr() }.trace(tracer);
        }
    }
}

/// Types that own one value and visit it once, if they can, by `$trace`.
macro_rules! owner {
    ([$($bounds:tt)*] $type:ty, |$this:ident, $tracer:ident| $trace:expr) => {
        // SAFETY: the value is owned by `Self`, and visited once or not at all.
        unsafe impl<T: $($bounds)*> Trace for $type {
            const HOLDS: bool = T::HOLDS;
            const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
            #[inline]
            fn trace(&self, $tracer: &mut Tracer) {
                let $this = self;
                $trace
            }
        }
    };
}

owner! { [Trace] OnceCell<T>, |cell, tracer| trace_if_set(cell.get(), tracer) }
owner! { [Trace] OnceLock<T>, |cell, tracer| trace_if_set(cell.get(), tracer) }
// What is borrowed for writing, or locked, is not visited: it counts as held from outside.
owner! { [Trace + ?Sized] RefCell<T>, |cell, tracer| trace_if_free(cell.try_borrow().ok(), tracer) }
owner! { [Trace + ?Sized] Mutex<T>, |lock, tracer| trace_if_free(free(lock.try_lock()), tracer) }
owner! { [Trace + ?Sized] RwLock<T>, |lock, tracer| trace_if_free(free(lock.try_read()), tracer) }

#[inline]
fn trace_if_set<T: Trace>(value: Option<&T>, tracer: &mut Tracer) {
    if let Some(value) = value {
        value.trace(tracer);
    }
}

#[inline]
fn trace_if_free<T: Trace + ?Sized>(value: Option<impl Deref<Target = T>>, tracer: &mut Tracer) {
    match value {
        Some(value) => value.trace(tracer),
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

macro_rules! tuples {
    ($($name:ident $index:tt),+) => {
        // SAFETY: each item is owned by the tuple and visited once.
        unsafe impl<$($name: Trace),+> Trace for ($($name,)+) {
            const HOLDS: bool = $($name::HOLDS)||+;
            const HOLDS_BEHIND: bool = $($name::HOLDS_BEHIND)||+;
            const IS_HANDLES_ONLY: bool = $($name::IS_HANDLES_ONLY)&&+;
            const POINTERS: PointerMap =
                PointerMap::NONE$(.and($name::POINTERS, std::mem::offset_of!(Self, $index)))+;
            #[inline]
            fn trace(&self, tracer: &mut Tracer) {
                $(tracer.item($index, &self.$index);)+
            }
        }
    };
}

tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_collected;

    #[test]
    fn cycles_through_collections_are_collected() {
        is_collected(|to| VecDeque::from([to]));
        is_collected(|to| LinkedList::from([to]));
        is_collected(|to| HashSet::from([to]));
        is_collected(|to| HashMap::from([("key", to)]));
        is_collected(|to| BTreeMap::from([(1, vec![to])]));
    }
}
