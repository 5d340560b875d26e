//! `a, b = value`, where only running the program shows what the value is.

use super::as_object::{AsObject, object_of};
use super::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{List, try_items_of};

/// The same, where one name takes all items that the others leave.
#[track_caller]
#[inline(never)]
pub fn unpack_with_rest<const BEFORE: usize, const AFTER: usize>(
    value: &dyn AsObject,
) -> ([AnyObj; BEFORE], Obj<List>, [AnyObj; AFTER]) {
    let value = object_of(value);
    let Some(mut items) = try_items_of(&value) else {
        raise("TypeError", format_args!("cannot unpack non-iterable {} object", value.type_name()))
    };
    let (found, least) = (items.len(), BEFORE + AFTER);
    if found < least {
        raise("ValueError", format_args!("not enough values to unpack (expected at least {least}, got {found})"));
    }
    let after = items.split_off(found - AFTER);
    let rest = items.split_off(BEFORE);
    let (Ok(before), Ok(after)) = (items.try_into(), after.try_into()) else {
        unreachable!("they were split into so many")
    };
    (before, Obj::from(rest), after)
}

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
