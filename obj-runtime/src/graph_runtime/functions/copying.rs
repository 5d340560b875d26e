//! `copy.copy` and `copy.deepcopy`

use crate::graph_runtime::ObjOrNone;
use crate::graph_runtime::as_object::object_of;
use crate::graph_runtime::by_name::Place;
use crate::graph_runtime::raise;
use crate::object::any::AnyObj;
use crate::object::{Obj, Object};
use crate::travel::{CannotCopy, copy_of_any, deepcopy_of_any};

needed! {
    /// What can be copied.
    Copied: "`{Self}` cannot be copied here", "no handle to an object", "a plain value of Rust is copied when it is bound";

    /// The type of the copy.
    type Copy;

    /// The copy that a function makes of the object.
    fn copied(&self, copy: fn(&AnyObj) -> Result<AnyObj, CannotCopy>) -> Self::Copy;
}

macro_rules! copied {
    ($([$($generics:tt)*] $type:ty => $copy:ty = |$made:ident| $value:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Copied for $type {
            type Copy = $copy;

            #[track_caller]
            fn copied(&self, copy: fn(&AnyObj) -> Result<AnyObj, CannotCopy>) -> $copy {
                match copy(&object_of(self)) {
                    Ok($made) => $value,
                    Err(error) => raise("TypeError", error),
                }
            }
        }
    )*};
}

copied! {
    [] AnyObj => Self = |copy| copy;
    [T: Object] Obj<T> => Self = |copy| copy.downcast().expect("a copy is of the same type");
    [T: Object] ObjOrNone<T> => Self = |copy| ObjOrNone::from(copy.downcast().ok());
    ['a] Place<'a> => AnyObj = |copy| copy;
}

/// `copy.copy(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn shallow_copy<X: Copied<Copy = C>, C>(value: &X) -> C {
    value.copied(copy_of_any)
}

/// `copy.deepcopy(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn deep_copy<X: Copied<Copy = C>, C>(value: &X) -> C {
    value.copied(deepcopy_of_any)
}
