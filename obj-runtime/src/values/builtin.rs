//! `Builtin`: an object as what it is among the built-in values, for a flat `match`.
//!
//! The type of an object says which it is, as a number, so that is one look however many types there are. A type that is
//! added here is missed by the compiler wherever a `match` leaves it out.

use super::container::dict::Dict;
use super::container::list::List;
use super::container::set::Set;
use super::container::set::frozen_set::FrozenSet;
use super::container::tuple::Tuple;
use super::none::NoneType;
use super::number::boolean::Bool;
use super::number::float::Float;
use super::number::int::Int;
use super::text::bytes::Bytes;
use super::text::string::Str;
use super::type_object::Type;
use crate::object::Obj;
use crate::object::any::AnyObj;

macro_rules! built_in_types {
    ($($type:ident)*) => {
        /// The numbers of the types, as `Object::BUILT_IN` has them.
        #[repr(u8)]
        pub(crate) enum TypeNumber {
            #[expect(dead_code, reason = "the number of all types that are not built in")]
            Other,
            $($type),*
        }

        /// A handle as one to the built-in type that it is.
        #[derive(Clone, Copy)]
        #[expect(dead_code, reason = "each has its handle, whether anybody looks at it or not")]
        pub(crate) enum Builtin<'a> {
            $($type(&'a Obj<$type>),)*
            Other,
        }

        impl<'a> Builtin<'a> {
            /// The object as what it is.
            #[inline]
            pub(crate) fn of(object: &'a AnyObj) -> Self {
                let number = object.page().info.built_in;
                $(if number == TypeNumber::$type as u8 {
                    // SAFETY: the number is that of this type alone.
                    return Self::$type(unsafe { object.downcast_ref_unchecked() });
                })*
                Self::Other
            }
        }
    };
}

built_in_types! { NoneType Bool Int Float Str Bytes Tuple List Dict Set FrozenSet Type }
