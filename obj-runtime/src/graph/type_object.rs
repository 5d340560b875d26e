//! What `type(value)` answers: an object for each type.

use super::look::{Look, look};
use crate::object::Obj;
pub use crate::values::type_object::Type;

/// `type(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn type_of(value: &dyn Look) -> Obj<Type> {
    Type::named(look(value).type_name())
}
