//! The small values of a type, made once per thread.
//!
//! CPython makes the integers -5 to 256 ahead and hands the same objects out again and again
//! (`Objects/longobject.c`). Here a type names its own range, and each value is made when it is first
//! asked for.

use crate::header::FlagWord;
use crate::heap::Heap;
use crate::object::allocate::allocate;
use crate::object::{Obj, Object};
use crate::thread_end::release_at_end;

/// The shared object of a small value, or a fresh one if `index` is `None`. `count` is the size of the range.
#[inline]
#[must_use]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn make_cached<T: Object>(value: T, index: Option<usize>, count: usize) -> Obj<T> {
    match index {
        Some(index) => cached(index, count, || allocate(value)),
        None => allocate(value),
    }
}

/// The shared object of a small value, or a fresh one if `index` is not below `count`, the size of the range. (That a shared one
/// was made says that its index is.)
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn make_of_range<T: Object>(value: T, index: u64, count: usize) -> Obj<T> {
    match usize::try_from(index).ok().and_then(known) {
        Some(object) => object,
        None if index < count as u64 => make_first(index as usize, count, || allocate(value)),
        None => allocate(value),
    }
}

/// The shared object at an index below `count`, which `make` makes when it is first asked for.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn cached<T: Object>(index: usize, count: usize, make: impl FnOnce() -> Obj<T>) -> Obj<T> {
    match known(index) {
        Some(object) => object,
        None => make_first(index, count, make),
    }
}

/// The shared object at an index, if it was made.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn known<T: Object>(index: usize) -> Option<Obj<T>> {
    // SAFETY: the table holds live objects of type `T`.
    T::state().cached.get(index).map(|object| unsafe { Obj::to(object) })
}

#[cold]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn make_first<T: Object>(index: usize, count: usize, make: impl FnOnce() -> Obj<T>) -> Obj<T> {
    let object = make();
    object.handle().attribute();
    if !Heap::current().may_keep() {
        return object;
    }
    let state = T::state();
    if state.cached.is_empty() {
        state.cached.start(count);
        release_at_end(state);
    }
    // Making the object may have collected, and a finalizer may have asked for the same value.
    if let Some(earlier) = known(index) {
        return earlier;
    }
    if let Some(place) = state.cached.place(index) {
        object.header().set(FlagWord::CACHED);
        place.set(Some(object.handle().clone().into_pointer()));
    }
    object
}
