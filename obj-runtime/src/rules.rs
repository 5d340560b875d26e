//! Rules of use that the compiler enforces, in words.

use crate::object::Object;

/// Types each of whose values is an object of its own: no other handle can appear from a table.
#[diagnostic::on_unimplemented(
    message = "objects of type `{Self}` are shared by value, so a value cannot be changed or taken out",
    label = "equal values of this type are one object",
    note = "make a new object with `Obj::new`, or remove `intern` or `cache` from the type"
)]
pub trait Unshared: Object<View = Self> {}
