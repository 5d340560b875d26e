//! Keys and elements: what the type of a value already says has no hash.

use super::functions::types;
use super::name::Name;
use crate::object::Obj;
use crate::values::{Dict, FrozenSet, List, Set};

needed! {
    /// What can be a key or an element, as far as its type says. Lists, dicts and sets, which are called here as in Python, never
    /// can.
    HasHash: "unhashable type: '{Self}'", "cannot be a key or an element", "a key must not change: use a tuple, or a `FrozenSet`";

    /// What it is.
    type Value;

    /// The value.
    fn itself(self) -> Self::Value;

    /// The same. A type that has no hash is told of once.
    fn hashable<V>(self) -> V
    where
        Self: HasHash<Value = V> + Sized,
    {
        self.itself()
    }
}

#[diagnostic::do_not_recommend]
impl<'a, X: ?Sized> HasHash for Name<'a, X> {
    type Value = Name<'a, X>;

    fn itself(self) -> Name<'a, X> {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<'a, I: ?Sized> HasHash for Sought<'a, I> {
    type Value = &'a I;

    fn itself(self) -> &'a I {
        self.0
    }
}

macro_rules! no_keys {
    ($($(#[$doc:meta])* $trait:ident: $object:ty, $type:ident;)*) => {$(
        $(#[$doc])*
        pub trait $trait: Sized {
            /// Never called.
            fn __obj_key(self) -> types::$type {
                unreachable!("it has no hash")
            }
        }

        impl $trait for Name<'_, Obj<$object>> {}
    )*};
}

no_keys! {
    /// A name of a list, which can never be a key.
    NoListKey: List, list;
    /// A name of a dict, which can never be a key.
    NoDictKey: Dict, dict;
    /// A name of a set, which can never be a key.
    NoSetKey: Set, set;
}

/// Any other name can. A method of `&Name` is found only if `Name` has none.
pub trait Key {
    /// What is put.
    type Source;

    /// The key.
    fn __obj_key(self) -> Self::Source;
}

impl<'a, X: ?Sized> Key for &Name<'a, X> {
    type Source = Name<'a, X>;

    fn __obj_key(self) -> Name<'a, X> {
        *self
    }
}

/// A container, and what is looked for in it.
pub struct Lookup<'a, C: ?Sized, I: ?Sized> {
    _container: &'a C,
    index: &'a I,
}

/// What is looked for.
pub struct Sought<'a, I: ?Sized>(&'a I);

/// What is looked for, before it is.
#[must_use]
pub fn lookup<'a, C: ?Sized, I: ?Sized>(container: &'a C, index: &'a I) -> Lookup<'a, C, I> {
    Lookup { _container: container, index }
}

macro_rules! not_found_in {
    ($($(#[$doc:meta])* $trait:ident: $object:ty, $type:ident in $($container:ty)*;)*) => {$(
        $(#[$doc])*
        pub trait $trait: Sized {
            /// Never called.
            fn __obj_index(self) -> types::$type {
                unreachable!("it has no hash")
            }
        }

        $(impl $trait for Lookup<'_, Obj<$container>, Obj<$object>> {})*
    )*};
}

not_found_in! {
    /// A list is never a key.
    NoListIn: List, list in Dict Set FrozenSet;
    /// A dict is never a key.
    NoDictIn: Dict, dict in Dict Set FrozenSet;
    /// A set is never a key. Among the elements of a set it is looked for as a frozen one.
    NoSetIn: Set, set in Dict;
}

/// Anything else is looked for. A method of `&Lookup` is found only if `Lookup` has none.
pub trait Index<'a> {
    /// The type of what is looked for.
    type Index: ?Sized;

    /// What is looked for.
    fn __obj_index(&self) -> Sought<'a, Self::Index>;
}

impl<'a, C: ?Sized, I: ?Sized> Index<'a> for Lookup<'a, C, I> {
    type Index = I;

    fn __obj_index(&self) -> Sought<'a, I> {
        Sought(self.index)
    }
}
