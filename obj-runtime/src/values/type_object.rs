//! Python's `type`, as far as it says its name.

use std::fmt;
use std::ptr::NonNull;

use super::scalar::scalar;
use crate::intern::{make_interned, stored_hash};
use crate::object::{Obj, Policy};

/// A type as an object. Two of the same name are one object.
#[derive(PartialEq, Eq, Hash)]
pub struct Type {
    name: &'static str,
}

impl Type {
    /// The type of this name.
    pub(crate) fn named(name: &'static str) -> Obj<Self> {
        Obj::new(Self { name })
    }
}

scalar! { Type(Type) named "type" {
    const POLICY: Policy = Policy::Interned;
    const INTERN_HASH: Option<unsafe fn(NonNull<u8>) -> u32> = Some(stored_hash::<Self>);

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn make(self) -> Obj<Self> {
        make_interned(self)
    }

    fn repr(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**this, f)
    }
} }

/// `<class 'int'>`
impl fmt::Debug for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<class '{}'>", self.name)
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
