//! `Int`: whole numbers.

use std::cmp::Ordering;
use std::fmt;
use std::num::{ParseIntError, TryFromIntError};
use std::str::FromStr;

use super::tower::{self, Number};
use crate::heap::type_info::Unhashable;
use crate::object::any::AnyObj;
use crate::object::shared::cache::make_of_range;
use crate::object::{Obj, Sharing};
use crate::values::built_in::{compares, converts, scalar};

/// Python's `int`, of 64 bits: the numbers from -5 to 256 are one object each per thread, every other is an object of
/// its own.
///
/// A handle dereferences to `i64`. `+ - * / %`, `<< >> & | ^`, `-` and `!` take handles, references to them and numbers of Rust, and mix
/// with those of `Float` and `Bool`; so do comparisons. `/` rounds down, as Python's `//`. Whatever makes an `Int` keeps to that rule, arithmetic too. Numbers of types that may not fit
/// (`usize`, `u64`, `i128`, …) become one, or an `AnyObj`, by `try_from`.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// let (a, b) = (Obj::<Int>::from(256), Obj::<Int>::from(256));
/// assert!(Obj::is(&a, &b));
/// assert!(!Obj::is(&(&a + 1), &(&b + 1)));
/// assert!(Obj::is(&(&a - 256), &(&b * 0)));
/// assert_eq!(a.pow(2), 65_536);
/// ```
#[derive(Debug, Default, Clone, Copy)]
#[repr(transparent)]
pub struct Int(i64);

/// The first number that is made once (CPython: `_PY_NSMALLNEGINTS`).
pub(crate) const FIRST_CACHED: i64 = -5;
/// The last number that is made once (CPython: `_PY_NSMALLPOSINTS`).
pub(crate) const LAST_CACHED: i64 = 256;
const CACHED: usize = (LAST_CACHED - FIRST_CACHED + 1) as usize;

scalar! { Int(i64) named "int" {
    const SHARING: Sharing = Sharing::SmallValues;

    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn make(value: Self) -> Obj<Self> {
        let index = value.0.wrapping_sub(FIRST_CACHED).cast_unsigned();
        make_of_range(value, index, CACHED)
    }

    fn repr(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**this, f)
    }

    fn equals(this: &Obj<Self>, other: &AnyObj) -> bool {
        tower::equals(Number::Int(**this), other)
    }

    fn hash_value(this: &Obj<Self>) -> Result<u64, Unhashable> {
        Ok(tower::hash_of_int(**this))
    }

    fn compare(this: &Obj<Self>, other: &AnyObj) -> Option<Ordering> {
        tower::compare(Number::Int(**this), other)
    }

    // Without the guard of handles to values that hold handles.
    fn debug(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**this, f)
    }

    fn display(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**this, f)
    }
} }

converts!(Int(i64): i64, i32, i16, i8, u32, u16, u8);
compares! { [] Int with i64 => |value| value; }

impl From<bool> for Obj<Int> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(value: bool) -> Self {
        i64::from(value).into()
    }
}

macro_rules! converts_if_it_fits {
    ($($source:ty),*) => {$(
        impl TryFrom<$source> for AnyObj {
            type Error = TryFromIntError;
            #[inline]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn try_from(value: $source) -> Result<Self, TryFromIntError> {
                Obj::<Int>::try_from(value).map(Into::into)
            }
        }

        impl TryFrom<$source> for Obj<Int> {
            type Error = TryFromIntError;
            #[inline]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn try_from(value: $source) -> Result<Self, TryFromIntError> {
                i64::try_from(value).map(Into::into)
            }
        }
    )*};
}

converts_if_it_fits!(u64, usize, isize, u128, i128);

impl FromStr for Obj<Int> {
    type Err = ParseIntError;
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        text.parse::<i64>().map(Into::into)
    }
}
