//! `NoneType`: nothing.

use std::fmt;

use super::built_in::scalar;
use crate::heap::type_info::Unhashable;
use crate::object::any::AnyObj;
use crate::object::shared::cache::make_cached;
use crate::object::{Obj, Sharing};

/// Python's `None`: one object per thread.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// let none: Obj<NoneType> = ().into();
/// assert!(Obj::is(&none, &Obj::new(NoneType)));
/// assert_eq!(format!("{none}"), "None");
/// ```
#[derive(Default, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NoneType;

scalar! { NoneType(NoneType) named "NoneType" {
    const SHARING: Sharing = Sharing::SmallValues;

    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn make(value: Self) -> Obj<Self> {
        make_cached(value, Some(0), 1)
    }

    fn debug(_this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("None")
    }

    fn repr(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Self::debug(this, f)
    }

    // By type: at the thread's end there may be several.
    fn equals(_this: &Obj<Self>, other: &AnyObj) -> bool {
        other.is_a::<Self>()
    }

    fn hash_value(_this: &Obj<Self>) -> Result<u64, Unhashable> {
        Ok(0xfca8_6420)
    }
} }

impl fmt::Debug for NoneType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("None")
    }
}

impl fmt::Display for NoneType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("None")
    }
}

impl From<()> for Obj<NoneType> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from((): ()) -> Self {
        Self::new(NoneType)
    }
}

impl From<()> for AnyObj {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from((): ()) -> Self {
        Obj::new(NoneType).into()
    }
}
