//! Keys and elements: what the type of a value already says has no hash.

use super::name::Name;
use super::put::Put;
use crate::object::Obj;
use crate::values::{Dict, List, Set};

/// Never true: what it is asked of is a sentence.
#[diagnostic::on_unimplemented(
    message = "unhashable type: 'list'",
    label = "cannot be a key or an element",
    note = "a key must not change: use a tuple"
)]
pub trait ListHasHash {}

/// Never true: what it is asked of is a sentence.
#[diagnostic::on_unimplemented(message = "unhashable type: 'dict'", label = "cannot be a key or an element")]
pub trait DictHasHash {}

/// Never true: what it is asked of is a sentence.
#[diagnostic::on_unimplemented(
    message = "unhashable type: 'set'",
    label = "cannot be a key or an element",
    note = "a key must not change: use a `FrozenSet`"
)]
pub trait SetHasHash {}

macro_rules! no_keys {
    ($($(#[$doc:meta])* $trait:ident: $object:ty, $rule:ident;)*) => {$(
        $(#[$doc])*
        pub trait $trait: Sized {
            /// Never called.
            fn __obj_key<F: $rule>(self) -> F {
                unreachable!("the rule is never kept")
            }
        }

        impl $trait for Name<'_, Obj<$object>> {}
    )*};
}

no_keys! {
    /// A name of a list, which can never be a key.
    NoListKey: List, ListHasHash;
    /// A name of a dict, which can never be a key.
    NoDictKey: Dict, DictHasHash;
    /// A name of a set, which can never be a key.
    NoSetKey: Set, SetHasHash;
}

/// Any other name can. A method of `&Name` is found only if `Name` has none.
pub trait Key {
    /// What is put.
    type Source;

    /// The key as the place wants it.
    fn __obj_key<F>(self) -> F
    where
        Self::Source: Put<F>;
}

impl<'a, X: ?Sized> Key for &Name<'a, X> {
    type Source = Name<'a, X>;

    #[track_caller]
    fn __obj_key<F>(self) -> F
    where
        Name<'a, X>: Put<F>,
    {
        (*self).put()
    }
}
