//! The items of anything that has some.

use super::container::dict::Dict;
use super::container::list::List;
use super::container::set::algebra;
use super::container::tuple::Tuple;
use super::text::bytes::Bytes;
use super::text::string::Str;
use crate::ledger;
use crate::object::any::AnyObj;

/// The items of a list, tuple or set, the keys of a dict, the characters of a text or the bytes of bytes, as they are now.
///
/// # Panics
/// `TypeError: 'int' object is not iterable`.
#[track_caller]
pub(crate) fn items_of(object: &AnyObj) -> Vec<AnyObj> {
    let _attribution = ledger::attribute_to_caller();
    if let Some(list) = object.downcast_ref::<List>() {
        return list.snapshot();
    }
    if let Some(tuple) = object.downcast_ref::<Tuple>() {
        return tuple.to_vec();
    }
    if let Some(dict) = object.downcast_ref::<Dict>() {
        return dict.snapshot_keys();
    }
    if let Some(text) = object.downcast_ref::<Str>() {
        return text.characters().map(Into::into).collect();
    }
    if let Some(bytes) = object.downcast_ref::<Bytes>() {
        return bytes.iter().map(|&byte| i64::from(byte).into()).collect();
    }
    match algebra::keys(object) {
        Some(keys) => algebra::snapshot(keys),
        None => panic!("TypeError: '{}' object is not iterable", object.type_name()),
    }
}

/// Whether [`items_of`] has an answer.
pub(crate) fn has_items(object: &AnyObj) -> bool {
    let is_sequence = object.is_a::<List>() || object.is_a::<Tuple>() || object.is_a::<Str>() || object.is_a::<Bytes>();
    is_sequence || object.is_a::<Dict>() || algebra::keys(object).is_some()
}
