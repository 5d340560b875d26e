//! What the compiler names when a value cannot be used as a statement uses it.

pub use super::arithmetic::operand::Operand;
pub use super::arithmetic::operators::*;
pub use super::as_object::AsObject;
pub use super::attribute::{DeleteAttribute, SetAttribute, VecIsObject};
pub use super::bind::{Alias, Call};
pub use super::builtins::WeakRef;
pub use super::cast::{Cast, CastDyn};
pub use super::display::{FromDict, FromList, FromSet};
pub use super::item::refusals::*;
pub use super::item::{DeleteItem, Item, SetItem};
pub use super::iterate::Iterable;
pub use super::join::IntoObject;
pub use super::keys::{DictHasHash, ListHasHash, SetHasHash};
pub use super::literal::size::*;
pub use super::literal::{FromInt, HasRoomFor, IntLiteral, TextLiteral};
pub use super::name::Name;
pub use super::new::New;
pub use super::or_none::ObjOrNone;
pub use super::put::CanBecome;
pub use super::slice::Sliced;
pub use super::variable::Keeps;
pub use super::{
    alias, attribute, call, cast, delete_attribute, delete_item, iterate, lookup, put, set_attribute,
    set_attribute_exactly, set_item, set_item_exactly,
};
