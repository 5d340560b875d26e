//! `a, b = value`, where only running the program shows what the value is.

use super::as_object::{AsObject, object_of};
use super::raise;
use crate::object::any::AnyObj;
use crate::values::try_items_of;

/// The items of a value, if they are as many as there are names.
#[track_caller]
#[inline(never)]
pub fn unpack<const N: usize>(value: &dyn AsObject) -> [AnyObj; N] {
    let value = object_of(value);
    let Some(items) = try_items_of(&value) else {
        raise("TypeError", format_args!("cannot unpack non-iterable {} object", value.type_name()))
    };
    let found = items.len();
    match <[AnyObj; N]>::try_from(items) {
        Ok(items) => items,
        Err(_) if found > N => raise("ValueError", format_args!("too many values to unpack (expected {N})")),
        Err(_) => raise("ValueError", format_args!("not enough values to unpack (expected {N}, got {found})")),
    }
}
