//! What `type(value)` answers: an object for each type.

use std::fmt;

use super::look::{Look, look};
use crate::Object;
use crate::object::Obj;

/// Python's `type`, as far as it says its name. Two of the same name are one object.
#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern, name = "type", crate = crate)]
pub struct Type {
    name: &'static str,
}

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

/// `type(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn type_of(value: &dyn Look) -> Obj<Type> {
    Obj::new(Type { name: look(value).type_name() })
}
