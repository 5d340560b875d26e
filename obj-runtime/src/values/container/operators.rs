//! Python's operators on lists, tuples and sets: `+`, `*`, and those of the algebra of sets.
//!
//! Each operand may be a handle or a reference to one. Sets of both kinds mix; the result is of the left one's kind.

use std::ops::{AddAssign, BitAndAssign, BitOrAssign, BitXorAssign, MulAssign, SubAssign};

use super::list::List;
use super::set::Set;
use super::set::frozen_set::FrozenSet;
use super::tuple::Tuple;
use crate::object::Obj;
use crate::values::handle_operators::{on_handles, plus_and_times};

plus_and_times!(List);
plus_and_times!(Tuple);

/// Changes the list itself, as Python does: other handles to it see the new items.
impl AddAssign<&Self> for Obj<List> {
    fn add_assign(&mut self, other: &Self) {
        self.extend(Self::as_any(other));
    }
}

/// Changes the list itself, as Python does: other handles to it see the new items.
impl MulAssign<isize> for Obj<List> {
    fn mul_assign(&mut self, count: isize) {
        self.times_in_place(count);
    }
}

macro_rules! algebra {
    ($($left:ident and $right:ident),*) => {$(
        on_handles!(BitOr::bitor of $left and $right: |this, other| this.union(Obj::as_any(other)));
        on_handles!(BitAnd::bitand of $left and $right: |this, other| this.intersection(Obj::as_any(other)));
        on_handles!(Sub::sub of $left and $right: |this, other| this.difference(Obj::as_any(other)));
        on_handles!(BitXor::bitxor of $left and $right: |this, other| this.symmetric_difference(Obj::as_any(other)));
    )*};
}

algebra!(Set and Set, Set and FrozenSet, FrozenSet and Set, FrozenSet and FrozenSet);

macro_rules! algebra_in_place {
    ($($trait:ident::$method:ident = $change:ident with $right:ident),*) => {$(
        /// Changes the set itself, as Python does: other handles to it see the new elements.
        impl $trait<&Obj<$right>> for Obj<Set> {
            fn $method(&mut self, other: &Obj<$right>) {
                self.$change(Obj::as_any(other));
            }
        }
    )*};
}

algebra_in_place! {
    BitOrAssign::bitor_assign = update with Set,
    BitOrAssign::bitor_assign = update with FrozenSet,
    BitAndAssign::bitand_assign = intersection_update with Set,
    BitAndAssign::bitand_assign = intersection_update with FrozenSet,
    SubAssign::sub_assign = difference_update with Set,
    SubAssign::sub_assign = difference_update with FrozenSet,
    BitXorAssign::bitxor_assign = symmetric_difference_update with Set,
    BitXorAssign::bitxor_assign = symmetric_difference_update with FrozenSet
}
