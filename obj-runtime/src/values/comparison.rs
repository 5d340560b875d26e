//! Equality and order of two objects of any types, as Python's containers see them.

use std::cmp::Ordering;
use std::fmt;

use super::builtin::Builtin;
use super::container::sequence;
use super::container::set::algebra;
use super::number::tower::Number;
use crate::object::any::AnyObj;

/// Two objects that have no order: `'<' not supported between instances of 'list' and 'int'`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotOrdered {
    pub(crate) left: &'static str,
    pub(crate) right: &'static str,
}

impl fmt::Display for NotOrdered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'<' not supported between instances of '{}' and '{}'", self.left, self.right)
    }
}

/// Whether an item is the one looked for: identity first, then equality.
#[inline]
pub(crate) fn same_or_equal(left: &AnyObj, right: &AnyObj) -> bool {
    AnyObj::is(left, right) || left.equals(right)
}

/// The order of two objects; `None` if neither is before the other, as with `nan` or two sets.
///
/// # Errors
/// If objects of their types have no order.
pub(crate) fn order(left: &AnyObj, right: &AnyObj) -> Result<Option<Ordering>, NotOrdered> {
    match (Builtin::of(left), Builtin::of(right)) {
        (Builtin::List(left), Builtin::List(right)) => sequence::order(&**left, &**right),
        (Builtin::Tuple(left), Builtin::Tuple(right)) => sequence::order(&**left, &**right),
        _ => match (left.info().compare)(left, right) {
            None if !may_be_unordered(left, right) => {
                Err(NotOrdered { left: left.type_name(), right: right.type_name() })
            }
            order => Ok(order),
        },
    }
}

/// Whether two objects are of types that have an order, if not for all values.
fn may_be_unordered(left: &AnyObj, right: &AnyObj) -> bool {
    let both = |is: fn(&AnyObj) -> bool| is(left) && is(right);
    both(|object| Number::of(object).is_some()) || both(|object| algebra::elements_of(object).is_some())
}
