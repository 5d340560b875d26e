//! Comparison, identity and truth.

use std::cmp::Ordering;

use super::as_object::{AsObject, object_of};
use super::contains::contains;
use crate::object::any::AnyObj;
use crate::values::number::tower::Number;
use crate::values::{NoneType, NotOrdered, item_count, order as compare};

/// `left == right`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn equal(left: &dyn AsObject, right: &dyn AsObject) -> bool {
    object_of(left).equals(&object_of(right))
}

/// `left != right`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn not_equal(left: &dyn AsObject, right: &dyn AsObject) -> bool {
    !equal(left, right)
}

macro_rules! comparisons {
    ($($sign:literal $name:ident = $holds:path;)*) => {$(
        #[doc = concat!("`left ", $sign, " right`")]
        #[must_use]
        #[track_caller]
        #[inline(never)]
        pub fn $name(left: &dyn AsObject, right: &dyn AsObject) -> bool {
            order(left, right, $sign).is_some_and($holds)
        }
    )*};
}

comparisons! {
    "<" less = Ordering::is_lt;
    "<=" less_equal = Ordering::is_le;
    ">" greater = Ordering::is_gt;
    ">=" greater_equal = Ordering::is_ge;
}

#[track_caller]
fn order(left: &dyn AsObject, right: &dyn AsObject, sign: &str) -> Option<Ordering> {
    let (left, right) = (object_of(left), object_of(right));
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
pub fn is(left: &dyn AsObject, right: &dyn AsObject) -> bool {
    AnyObj::is(&object_of(left), &object_of(right))
}

/// `left is not right`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn is_not(left: &dyn AsObject, right: &dyn AsObject) -> bool {
    !is(left, right)
}

/// `value is None`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn is_none(value: &dyn AsObject) -> bool {
    object_of(value).is_a::<NoneType>()
}

/// `item in container`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn is_in(item: &dyn AsObject, container: &dyn AsObject) -> bool {
    let item = object_of(item);
    match container.has(&item) {
        Some(has) => has,
        None => contains(&object_of(container), &item),
    }
}

/// `item not in container`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn is_not_in(item: &dyn AsObject, container: &dyn AsObject) -> bool {
    !is_in(item, container)
}

/// Whether Python takes the value for true.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn truth(value: &dyn AsObject) -> bool {
    if let Some(length) = value.length() {
        return length > 0;
    }
    let object = object_of(value);
    let Some(number) = Number::of(&object) else {
        return !object.is_a::<NoneType>() && item_count(&object) != Some(0);
    };
    !number.is_zero()
}
