//! Comparison, identity and truth.

use std::cmp::Ordering;

use super::item::holds;
use super::look::{Look, look};
use crate::object::any::AnyObj;
use crate::values::number::tower::Number;
use crate::values::{Bytes, Dict, FrozenSet, List, NoneType, NotOrdered, Set, Str, Tuple, order as compare};

/// `left == right`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn equal(left: &dyn Look, right: &dyn Look) -> bool {
    look(left).equals(&look(right))
}

/// `left != right`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn not_equal(left: &dyn Look, right: &dyn Look) -> bool {
    !equal(left, right)
}

/// `left < right`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn less(left: &dyn Look, right: &dyn Look) -> bool {
    order(left, right, "<") == Some(Ordering::Less)
}

/// `left <= right`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn less_equal(left: &dyn Look, right: &dyn Look) -> bool {
    order(left, right, "<=").is_some_and(Ordering::is_le)
}

/// `left > right`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn greater(left: &dyn Look, right: &dyn Look) -> bool {
    order(left, right, ">") == Some(Ordering::Greater)
}

/// `left >= right`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn greater_equal(left: &dyn Look, right: &dyn Look) -> bool {
    order(left, right, ">=").is_some_and(Ordering::is_ge)
}

#[track_caller]
fn order(left: &dyn Look, right: &dyn Look, sign: &str) -> Option<Ordering> {
    let (left, right) = (look(left), look(right));
    match compare(&left, &right) {
        Ok(order) => order,
        Err(NotOrdered { left, right }) => super::raise(
            "TypeError",
            format_args!("'{sign}' not supported between instances of '{left}' and '{right}'"),
        ),
    }
}

/// `left is right`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn is(left: &dyn Look, right: &dyn Look) -> bool {
    AnyObj::is(&look(left), &look(right))
}

/// `left is not right`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn is_not(left: &dyn Look, right: &dyn Look) -> bool {
    !is(left, right)
}

/// `value is None`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn is_none(value: &dyn Look) -> bool {
    look(value).is_a::<NoneType>()
}

/// `item in container`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn is_in(item: &dyn Look, container: &dyn Look) -> bool {
    holds(&look(container), &look(item))
}

/// `item not in container`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn is_not_in(item: &dyn Look, container: &dyn Look) -> bool {
    !is_in(item, container)
}

/// Whether Python takes the value for true.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn truth(value: &dyn Look) -> bool {
    let object = look(value);
    match Number::of(&object) {
        Some(Number::Int(value)) => value != 0,
        Some(Number::Float(value)) => value != 0.0,
        None => !object.is_a::<NoneType>() && size_of(&object) != Some(0),
    }
}

/// The number of items, if the object is of a type that has some.
pub(super) fn size_of(object: &AnyObj) -> Option<usize> {
    if let Some(text) = object.downcast_ref::<Str>() {
        return Some(text.chars().count());
    }
    object
        .downcast_ref::<Tuple>()
        .map(|tuple| tuple.len())
        .or_else(|| object.downcast_ref::<List>().map(|list| list.len()))
        .or_else(|| object.downcast_ref::<Dict>().map(|dict| dict.len()))
        .or_else(|| object.downcast_ref::<Set>().map(|set| set.len()))
        .or_else(|| object.downcast_ref::<FrozenSet>().map(|set| set.len()))
        .or_else(|| object.downcast_ref::<Bytes>().map(|bytes| bytes.len()))
}
