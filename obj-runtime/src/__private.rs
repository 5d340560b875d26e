//! Everything that generated code may name, and nothing else. Not for use by hand: it changes without notice.

pub use core;
pub use core::primitive::{bool, str};
pub use std;

pub use crate::__obj_own_state as own_state;
pub use crate::__obj_pointers as pointers;
pub use crate::heap::cast::Cast;
pub use crate::heap::type_info::Unhashable;
pub use crate::object::any::AnyObj;
pub use crate::object::behaviour::Behaviour;
pub use crate::object::diagnostics::{EqAndHash, HashedByValue, Interned, RulesOfInterned, Unshared, WeakTarget};
pub use crate::object::dynamic::{CastTo, cast_to, dyn_view};
pub use crate::object::finalize::Finalize;
pub use crate::object::probe::{Otherwise, Probe};
pub use crate::object::shared::cache::make_cached;
pub use crate::object::shared::cache_range::{Small, range_fits};
pub use crate::object::shared::intern::stored_hash;
pub use crate::object::type_state::{TypeState, generic_state, state_of};
pub use crate::object::{Obj, Object, Sharing, Viewed};
pub use crate::trace::{Frozen, Held, PointerMap, Trace, TracedWith, Tracer};
pub use crate::values::text::intern_macro::InternSite;

/// What units of `graph!` name.
pub mod graph {
    pub use crate::graph_runtime::*;
}

#[cfg(feature = "macros")]
pub use obj_macros::__graph;

/// The state of a type, in a thread-local of its own. It takes the compiler longer than all else that is derived, and
/// saves a comparison for each new object: where code is made for running, that is.
#[cfg(not(debug_assertions))]
#[doc(hidden)]
#[macro_export]
macro_rules! __obj_own_state {
    () => {
        #[inline]
        fn state() -> &'static $crate::__private::TypeState {
            $crate::__private::std::thread_local! {
                static STATE: $crate::__private::TypeState = const { $crate::__private::TypeState::new() };
            }
            $crate::__private::state_of(&STATE)
        }
    };
}

/// The state of a type, looked up as that of a generic one.
#[cfg(debug_assertions)]
#[doc(hidden)]
#[macro_export]
macro_rules! __obj_own_state {
    () => {};
}

/// Where the handles lie in a struct with these fields. It takes the compiler time for each field, and saves the collector
/// a call for each object: where code is made for running, and under Miri, that is.
#[cfg(any(not(debug_assertions), miri, test))]
#[doc(hidden)]
#[macro_export]
macro_rules! __obj_pointers {
    ($($field:ty, $member:tt;)*) => {
        const POINTERS: $crate::__private::PointerMap = $crate::__private::PointerMap::NONE
            $(.and(
                <$field as $crate::__private::Trace>::POINTERS,
                $crate::__private::core::mem::offset_of!(Self, $member),
            ))*;
    };
}

/// Values are asked where their handles are.
#[cfg(not(any(not(debug_assertions), miri, test)))]
#[doc(hidden)]
#[macro_export]
macro_rules! __obj_pointers {
    ($($tokens:tt)*) => {};
}
