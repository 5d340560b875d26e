//! Equality and order of two objects of any types, as Python's containers see them.

use std::cmp::Ordering;
use std::fmt;

use super::container::list::List;
use super::container::sequence;
use super::container::set::algebra;
use super::container::tuple::Tuple;
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
    if let (Some(left), Some(right)) = (left.downcast_ref::<List>(), right.downcast_ref::<List>()) {
        return sequence::order(&**left, &**right);
    }
    if let (Some(left), Some(right)) = (left.downcast_ref::<Tuple>(), right.downcast_ref::<Tuple>()) {
        return sequence::order(&**left, &**right);
    }
    match (left.info().compare)(left, right) {
        None if !may_be_unordered(left, right) => Err(NotOrdered { left: left.type_name(), right: right.type_name() }),
        order => Ok(order),
    }
}

/// Whether two objects are of types that have an order, if not for all values.
fn may_be_unordered(left: &AnyObj, right: &AnyObj) -> bool {
    let both = |is: fn(&AnyObj) -> bool| is(left) && is(right);
    both(|object| Number::of(object).is_some()) || both(|object| algebra::keys(object).is_some())
}
