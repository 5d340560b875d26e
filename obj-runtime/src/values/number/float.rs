//! `Float`: numbers with a fraction.

use std::cmp::Ordering;
use std::fmt;
use std::num::ParseFloatError;
use std::str::FromStr;

use super::float_repr;
use super::tower::{self, Number};
use crate::heap::type_info::Unhashable;
use crate::object::any::AnyObj;
use crate::object::{Obj, plain_hash};
use crate::values::built_in::{compares, converts, scalar};

/// Python's `float`: each is an object of its own.
///
/// A handle dereferences to `f64`. It is written as Python writes it: with the fewest digits that
/// say which number it is, and an exponent if it is large or small. `+ - * / %` and comparisons are as those of [`Int`](crate::Int).
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// let half = Obj::<Float>::from(0.5);
/// assert_eq!(*half + 1.0, 1.5);
/// assert!(!Obj::is(&half, &Obj::<Float>::from(0.5)));
/// assert_eq!(format!("{} {}", Obj::<Float>::from(1e16), &half + &half), "1e+16 1.0");
/// ```
#[derive(Debug, Default, Clone, Copy)]
#[repr(transparent)]
pub struct Float(f64);

scalar! { Float(f64) named "float" {
    fn debug(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        float_repr::write(**this, f)
    }

    fn display(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        float_repr::write(**this, f)
    }

    fn repr(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        float_repr::write(**this, f)
    }

    fn equals(this: &Obj<Self>, other: &AnyObj) -> bool {
        tower::equals(Number::Float(**this), other)
    }

    fn hash_value(this: &Obj<Self>) -> Result<u64, Unhashable> {
        Ok(tower::hash_of_float(**this, plain_hash(this)))
    }

    fn compare(this: &Obj<Self>, other: &AnyObj) -> Option<Ordering> {
        tower::compare(Number::Float(**this), other)
    }
} }

converts!(Float(f64): f64, f32);
compares! { [] Float with f64 => |value| value; }

impl FromStr for Obj<Float> {
    type Err = ParseFloatError;
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_str(text: &str) -> Result<Self, ParseFloatError> {
        text.parse::<f64>().map(Into::into)
    }
}
