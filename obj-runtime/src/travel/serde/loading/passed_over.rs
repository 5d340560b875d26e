//! Objects of types that a program has no more, or does not list: they are passed over, as fields are that it has no more.

use ::serde::de::{Error, IgnoredAny, SeqAccess};

use crate::object::Obj;
use crate::object::any::AnyObj;

/// Stands where the object would. Nobody gets a handle to it: no type leads to such a row, and what leads to any object asks first.
struct PassedOver;
crate::trace_leaf!(PassedOver);

/// Reads the next object, and forgets it.
///
/// # Errors
/// If the format cannot pass over what it knows no type of.
pub(super) fn pass_over<'de, A: SeqAccess<'de>>(objects: &mut A) -> Result<Option<AnyObj>, A::Error> {
    let passed = objects.next_element::<IgnoredAny>().map_err(|error| {
        A::Error::custom(format_args!(
            "no type of this graph is called so: put the type into the list of types, or name it with `#[object(alias = \"…\")]` \
             ({error})"
        ))
    })?;
    Ok(passed.map(|_| Obj::into_any(Obj::<[PassedOver]>::from([]))))
}
