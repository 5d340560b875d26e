//! What the compiler names when a value cannot be used as a statement uses it.

pub use super::arithmetic::operand::Operand;
pub use super::arithmetic::operators::*;
pub use super::as_object::AsObject;
pub use super::attribute::{DeleteAttribute, ReadVec, SetAttribute, VecIsObject};
pub use super::bind::{Alias, Call};
pub use super::builtins::WeakRef;
pub use super::cast::{Cast, CastDyn};
pub use super::display::{FromDict, FromList, FromSet};
pub use super::functions::types::{dict, list, set};
pub use super::item::refusals::*;
pub use super::item::{DeleteItem, Item, SetItem};
pub use super::iterate::Iterable;
pub use super::join::{IntoObject, JoinObjects};
pub use super::keys::HasHash;
pub use super::literal::size::*;
pub use super::literal::{FromInt, HasRoomFor, IntLiteral, TextLiteral};
pub use super::name::Name;
pub use super::new::New;
pub use super::of_values::On;
pub use super::or_none::ObjOrNone;
pub use super::put::CanBecome;
pub use super::slice::Sliced;
pub use super::variable::Keeps;
pub use super::{
    add, add_in_place, alias, attribute, bit_and, bit_and_in_place, bit_or, bit_or_in_place, bit_xor, bit_xor_in_place,
    call, cast, cast_dyn, delete_attribute, delete_item, dict, div, div_in_place, hold_again, item, iterate, list,
    lookup, mul, mul_in_place, object, put, rem, rem_in_place, set, set_attribute, set_attribute_exactly, set_item,
    set_item_exactly, shl, shl_in_place, shr, shr_in_place, sub, sub_in_place, weakref,
};
