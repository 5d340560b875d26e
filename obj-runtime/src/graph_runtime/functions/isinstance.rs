//! `isinstance` and `callable`

use std::any::TypeId;

use crate::graph_runtime::as_object::{AsObject, object_of};
use crate::object::Object;
use crate::object::any::AnyObj;
use crate::values::{Bool, Bytes, Dict, Float, FrozenSet, Int, List, Set, Str, Tuple, Type};

/// A type that `isinstance` asks for.
#[diagnostic::on_unimplemented(
    message = "isinstance() arg 2 must be a type of objects, and `{Self}` is none",
    label = "not a type of objects",
    note = "types of objects have `#[derive(Object)]`; Python's are `int bool float str bytes tuple list dict set frozenset`"
)]
pub trait IsA {
    /// Whether the object is of this type.
    fn has(object: &AnyObj) -> bool;

    /// What it is called.
    fn name() -> &'static str;

    /// What tells it from others of that name.
    fn id() -> TypeId;
}

#[diagnostic::do_not_recommend]
impl<T: Object> IsA for T {
    fn has(object: &AnyObj) -> bool {
        object.is_a::<T>()
    }

    fn name() -> &'static str {
        T::NAME
    }

    fn id() -> TypeId {
        TypeId::of::<T>()
    }
}

/// Python's names of types.
pub mod types {
    #![allow(non_camel_case_types, reason = "these are Python's names")]

    use super::{AnyObj, Bool, Bytes, Dict, Float, FrozenSet, Int, IsA, List, Set, Str, Tuple, TypeId};

    macro_rules! names {
        ($($name:ident: $first:ident $($type:ident)*;)*) => {$(
            /// The type with this name.
            pub enum $name {}

            impl IsA for $name {
                fn has(object: &AnyObj) -> core::primitive::bool {
                    object.is_a::<$first>() $(|| object.is_a::<$type>())*
                }

                fn name() -> &'static core::primitive::str {
                    stringify!($name)
                }

                fn id() -> TypeId {
                    TypeId::of::<$first>()
                }
            }
        )*};
    }

    /// What every object is.
    pub enum object {}

    impl IsA for object {
        fn has(_: &AnyObj) -> core::primitive::bool {
            true
        }

        fn name() -> &'static core::primitive::str {
            "object"
        }

        fn id() -> TypeId {
            TypeId::of::<object>()
        }
    }

    names! {
        int: Int Bool;
        bool: Bool;
        float: Float;
        str: Str;
        bytes: Bytes;
        tuple: Tuple;
        list: List;
        dict: Dict;
        set: Set;
        frozenset: FrozenSet;
    }
}

/// `isinstance(value, Type)`
#[must_use]
#[track_caller]
pub fn isinstance<T: IsA + ?Sized>(value: &dyn AsObject) -> bool {
    T::has(&object_of(value))
}

/// `callable(value)`: of all objects, types alone are.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn callable(value: &dyn AsObject) -> crate::object::Obj<Bool> {
    crate::graph_runtime::boolean(object_of(value).is_a::<Type>())
}
