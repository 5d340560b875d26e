//! `Type`: what Python's `type(value)` returns.

use std::any::TypeId;
use std::fmt;
use std::ptr::NonNull;

use super::built_in::scalar;
use crate::object::shared::intern::{make_interned, stored_hash};
use crate::object::{Obj, Sharing};

/// Python's `type`, as far as it says its name. One type is one object, and two of the same name, in different modules, are two.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Type {
    pub(crate) name: &'static str,
    /// The type of Rust.
    pub(crate) id: TypeId,
}

scalar! { Type(Type) named "type" {
    const SHARING: Sharing = Sharing::EqualValues;
    const INTERN_HASH: Option<unsafe fn(NonNull<u8>) -> u32> = Some(stored_hash::<Self>);

    fn make(value: Self) -> Obj<Self> {
        make_interned(value)
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
