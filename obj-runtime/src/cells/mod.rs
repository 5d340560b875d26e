//! Fields that change: `ObjCell`, `WeakCell`, `ObjVec`, `ObjMap`, and weak maps.
//!
//! Objects are shared, so their fields change through cells. These cells need no `RefCell` and never panic
//! for being borrowed, because they lend nothing of their own: reading takes a handle (`get`) or a guard
//! that holds one (`borrow`, `at`, `iter`). A destructor, finalizer or comparison may use the same cell
//! in the middle of an operation: what goes is taken out first, then the cell is whole, then
//! it is dropped.

/// What cells of handles have in common: they are empty by default, and a panic finds them whole.
macro_rules! empty_by_default {
    ($cell:ident, $empty:expr) => {
        impl<T: ?Sized> Default for $cell<T> {
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn default() -> Self {
                $empty
            }
        }

        impl<T: ?Sized> std::panic::UnwindSafe for $cell<T> {}
        impl<T: ?Sized> std::panic::RefUnwindSafe for $cell<T> {}
    };
}

#[cfg(feature = "serde")]
pub(crate) mod awaited;
mod cell;
mod map;
pub(crate) mod ordered_table;
mod vec;
mod weak_cell;
mod weak_map;

pub use cell::IntoHandle;
pub use cell::ObjCell;
#[cfg(feature = "serde")]
pub(crate) use map::hash_of_key;
pub use map::iter::{ObjMapIter, ObjMapKeys, ObjMapValues};
pub use map::{ObjMap, ObjMapEntry};
pub use vec::iter::ObjVecIter;
pub use vec::{ObjSlice, ObjVec};
pub use weak_cell::WeakCell;
pub use weak_map::{WeakKeyMap, WeakValueMap};

#[cfg(test)]
mod tests;
