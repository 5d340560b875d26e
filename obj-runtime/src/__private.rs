//! Everything that generated code may name, and nothing else. Not for use by hand: it changes without notice.

pub use core;
pub use core::primitive::{bool, str};
pub use std;

pub use crate::__obj_own_state as own_state;
pub use crate::__obj_pointers as pointers;
pub use crate::heap::cast::Cast;
pub use crate::heap::field::{Field, Fields, Module};
pub use crate::heap::type_info::{TypeInfo, Unhashable};
#[cfg(feature = "parcel")]
pub use crate::object::Moves;
pub use crate::object::any::AnyObj;
pub use crate::object::behaviour::Behaviour;
pub use crate::object::diagnostics::{
    EqAndHash, FinalizerIsOn, HashedByValue, HoldsNoHandles, Interned, ObjectWithoutDestructor, PartWithoutDestructor,
    RulesOfInterned, Unshared, WeakTarget,
};
pub use crate::object::dynamic::{CastTo, cast_to, dyn_view};
pub use crate::object::finalize::Finalize;
pub use crate::object::known_by_name::{KnownNumber, KnownOwner};
pub use crate::object::probe::{Otherwise, Probe};
pub use crate::object::shared::cache::make_cached;
pub use crate::object::shared::cache_range::{Small, range_fits};
pub use crate::object::shared::intern::stored_hash;
pub use crate::object::type_state::{TypeState, generic_state, state_of};
pub use crate::object::{Obj, Object, Sharing, Viewed};
pub use crate::trace::{
    CanBePart, Frozen, HandleTo, Leaves, Nearer, NeverChanges, ObjectType, PartOfObject, PartThatNeverChanges, Parts,
    PointerMap, Scale, Told, Trace, TracedWith, Tracer, key_text,
};
#[cfg(feature = "parcel")]
pub use crate::trace::{Rekey, Rekeys, Relocator};
pub use crate::values::text::intern_macro::InternSite;

/// What the derives name of serde.
#[cfg(feature = "serde")]
pub mod serde {
    pub use ::serde::{Deserializer, Serializer};

    pub use crate::travel::serde::{
        Derived, Enter, Field, Leads, Nowhere, OfPart, Part, Reached, UnknownField, Visit, not_loaded_alone,
        not_saved_alone, visit_all,
    };
}

/// What units of `graph!` name.
pub mod graph {
    pub use crate::graph_runtime::*;
}

#[cfg(feature = "macros")]
pub use obj_macros::__graph;

/// Handles to `dyn Trait` can be saved, as parts of a graph.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __obj_reached {
    ([$($parameter:tt)*] $type:ty) => {
        $crate::__obj_parameters_only! { [$($parameter)*] }

        // SAFETY: it is asked whether the type lists the trait.
        unsafe impl<$($parameter)*> $crate::__private::serde::Reached for $type {
            type Next<__ObjV: $crate::__private::serde::Visit> = $crate::__private::serde::Nowhere;

            fn accepts(__obj_info: &$crate::__private::TypeInfo) -> $crate::__private::bool {
                __obj_info.is_cast_to::<$type>()
            }

            fn claim(
                __obj_object: $crate::AnyObj,
            ) -> $crate::__private::core::result::Result<$crate::Obj<$type>, $crate::AnyObj> {
                __obj_object.cast()
            }

            fn save_alone<__ObjS: $crate::__private::serde::Serializer>(
                _: &$crate::Obj<$type>,
                _: __ObjS,
            ) -> $crate::__private::core::result::Result<__ObjS::Ok, __ObjS::Error> {
                $crate::__private::serde::not_saved_alone(<$type as $crate::__private::serde::Reached>::words)
            }

            fn load_alone<'__obj, __ObjD: $crate::__private::serde::Deserializer<'__obj>>(
                _: __ObjD,
            ) -> $crate::__private::core::result::Result<$crate::Obj<$type>, __ObjD::Error> {
                $crate::__private::serde::not_loaded_alone(<$type as $crate::__private::serde::Reached>::words)
            }

            fn words() -> $crate::__private::std::string::String {
                $crate::__private::core::stringify!($type).into()
            }
        }
    };
}

/// Nothing.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __obj_reached {
    ($($tokens:tt)*) => {};
}

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
    ($(<$field:ty as $question:path>, $member:tt;)*) => {
        const POINTERS: $crate::__private::PointerMap = $crate::__private::PointerMap::NONE
            $(.and(
                <$field as $question>::POINTERS,
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
