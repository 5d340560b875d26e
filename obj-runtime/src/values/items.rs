//! The items of anything that has some.

use super::builtin::Builtin;
use super::container::set::algebra;
use crate::ledger;
use crate::object::any::AnyObj;

/// The items of a list, tuple or set, the keys of a dict, the characters of a text or the bytes of bytes, as they are now.
///
/// # Panics
/// `TypeError: 'int' object is not iterable`.
#[track_caller]
pub(crate) fn items_of(object: &AnyObj) -> Vec<AnyObj> {
    match try_items_of(object) {
        Some(items) => items,
        None => panic!("TypeError: '{}' object is not iterable", object.type_name()),
    }
}

/// The same, if the object is of a type that has items.
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn try_items_of(object: &AnyObj) -> Option<Vec<AnyObj>> {
    let _attribution = ledger::attribute_to_caller();
    match Builtin::of(object) {
        Builtin::List(list) => Some(list.snapshot()),
        Builtin::Tuple(tuple) => Some(tuple.to_vec()),
        Builtin::Dict(dict) => Some(dict.snapshot_keys()),
        Builtin::Set(set) => Some(algebra::snapshot(set.elements())),
        Builtin::FrozenSet(set) => Some(algebra::snapshot(set.elements())),
        Builtin::Str(text) => Some(text.characters().map(Into::into).collect()),
        Builtin::Bytes(bytes) => Some(bytes.iter().map(|&byte| i64::from(byte).into()).collect()),
        Builtin::NoneType(_) | Builtin::Bool(_) | Builtin::Int(_) | Builtin::Float(_) => None,
        Builtin::Type(_) | Builtin::Other => None,
    }
}

/// The number of items, if the object is of a type that has some.
pub(crate) fn item_count(object: &AnyObj) -> Option<usize> {
    match Builtin::of(object) {
        Builtin::List(list) => Some(list.len()),
        Builtin::Tuple(tuple) => Some(tuple.len()),
        Builtin::Dict(dict) => Some(dict.len()),
        Builtin::Set(set) => Some(set.len()),
        Builtin::FrozenSet(set) => Some(set.len()),
        Builtin::Str(text) => Some(text.chars().count()),
        Builtin::Bytes(bytes) => Some(bytes.len()),
        Builtin::NoneType(_) | Builtin::Bool(_) | Builtin::Int(_) | Builtin::Float(_) => None,
        Builtin::Type(_) | Builtin::Other => None,
    }
}
