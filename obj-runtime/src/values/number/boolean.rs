//! `Bool`: `True` and `False`.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{BitAnd, BitOr, BitXor, Not};

use super::tower::{self, Number};
use crate::heap::type_info::Unhashable;
use crate::object::any::AnyObj;
use crate::object::shared::cache::make_cached;
use crate::object::{Obj, Sharing};
use crate::values::built_in::{compares, converts, scalar};

/// Python's `bool`: two objects per thread.
///
/// A handle dereferences to `bool`. As in Python, `True` equals the number 1 but is not the same object.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// let yes = Obj::<Bool>::from(true);
/// assert!(*yes && Obj::is(&yes, &!&Obj::<Bool>::from(false)));
/// assert_eq!(format!("{yes}"), "True");
/// assert!(Obj::as_any(&yes).equals(&AnyObj::from(1)));
/// ```
#[derive(Debug, Default, Clone, Copy)]
#[repr(transparent)]
pub struct Bool(bool);

scalar! { Bool(bool) named "bool" {
    const SHARING: Sharing = Sharing::SmallValues;

    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn make(value: Self) -> Obj<Self> {
        make_cached(value, Some(usize::from(value.0)), 2)
    }

    fn debug(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(if **this { "True" } else { "False" })
    }

    fn display(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Self::debug(this, f)
    }

    fn repr(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Self::debug(this, f)
    }

    fn equals(this: &Obj<Self>, other: &AnyObj) -> bool {
        tower::equals(Number::Int((**this).into()), other)
    }

    fn hash_value(this: &Obj<Self>) -> Result<u64, Unhashable> {
        Ok(tower::hash_of_int((**this).into()))
    }

    fn compare(this: &Obj<Self>, other: &AnyObj) -> Option<Ordering> {
        tower::compare(Number::Int((**this).into()), other)
    }
} }

converts!(Bool(bool): bool);
compares! { [] Bool with bool => |value| value; }

impl Not for &Obj<Bool> {
    type Output = Obj<Bool>;
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn not(self) -> Obj<Bool> {
        (!**self).into()
    }
}

impl Not for Obj<Bool> {
    type Output = Self;
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn not(self) -> Self {
        !&self
    }
}

macro_rules! combine {
    ($($trait:ident $method:ident),*) => {$(
        impl $trait for &Obj<Bool> {
            type Output = Obj<Bool>;
            fn $method(self, other: Self) -> Obj<Bool> {
                (**self).$method(**other).into()
            }
        }

        impl $trait for Obj<Bool> {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                (&self).$method(&other)
            }
        }
    )*};
}

combine!(BitAnd bitand, BitOr bitor, BitXor bitxor);
