//! Keys and elements: what the type of a value already says has no hash.

use super::name::Name;
use super::put::CanBecome;
use crate::object::Obj;
use crate::values::{Dict, FrozenSet, List, Set};

rule!(ListHasHash, "unhashable type: 'list'", "cannot be a key or an element", "a key must not change: use a tuple");
rule!(DictHasHash, "unhashable type: 'dict'", "cannot be a key or an element");
rule!(
    SetHasHash,
    "unhashable type: 'set'",
    "cannot be a key or an element",
    "a key must not change: use a `FrozenSet`"
);

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
        Self::Source: CanBecome<F>;
}

impl<'a, X: ?Sized> Key for &Name<'a, X> {
    type Source = Name<'a, X>;

    #[track_caller]
    fn __obj_key<F>(self) -> F
    where
        Name<'a, X>: CanBecome<F>,
    {
        (*self).put()
    }
}

/// A container, and what is looked for in it.
pub struct Lookup<'a, C: ?Sized, I: ?Sized> {
    _container: &'a C,
    index: &'a I,
}

/// What is looked for, before it is.
#[must_use]
pub fn lookup<'a, C: ?Sized, I: ?Sized>(container: &'a C, index: &'a I) -> Lookup<'a, C, I> {
    Lookup { _container: container, index }
}

macro_rules! not_found_in {
    ($($(#[$doc:meta])* $trait:ident: $object:ty, $rule:ident in $($container:ty)*;)*) => {$(
        $(#[$doc])*
        pub trait $trait<'a>: Sized {
            /// Never called.
            fn __obj_index(self) -> &'a Obj<$object>
            where
                Self: $rule,
            {
                unreachable!("the rule is never kept")
            }
        }

        $(impl<'a> $trait<'a> for Lookup<'a, Obj<$container>, Obj<$object>> {})*
    )*};
}

not_found_in! {
    /// A list is never a key.
    NoListIn: List, ListHasHash in Dict Set FrozenSet;
    /// A dict is never a key.
    NoDictIn: Dict, DictHasHash in Dict Set FrozenSet;
    /// A set is never a key. Among the elements of a set it is looked for as a frozen one.
    NoSetIn: Set, SetHasHash in Dict;
}

/// Anything else is looked for. A method of `&Lookup` is found only if `Lookup` has none.
pub trait Index<'a> {
    /// The type of what is looked for.
    type Index: ?Sized;

    /// What is looked for.
    fn __obj_index(&self) -> &'a Self::Index;
}

impl<'a, C: ?Sized, I: ?Sized> Index<'a> for Lookup<'a, C, I> {
    type Index = I;

    fn __obj_index(&self) -> &'a I {
        self.index
    }
}
