//! Answers that depend on which traits a type has.
//!
//! A method of `Probe` itself is found before a method of `Otherwise`, but only if its bounds hold. So
//! `Probe::<T>::NEW.method()` is the former for types that have the trait, and the latter for all others.

use std::cmp::Ordering;
use std::fmt::{self, Debug, Display, Formatter};
use std::hash::Hash;
use std::marker::PhantomData;

use crate::any::AnyObj;
use crate::finalize::Finalize;
use crate::intern::hash_of;
use crate::object::{Obj, Object, plain_hash, plain_repr};
use crate::rules::{FinalizerIsOn, ObjectWithoutDestructor, PartWithoutDestructor};
use crate::type_info::Unhashable;

/// A question about a type.
#[derive(Debug)]
pub struct Probe<T>(PhantomData<T>);

impl<T> Probe<T> {
    /// The question.
    pub const NEW: Self = Self(PhantomData);
}

#[expect(drop_bounds, reason = "the question is whether there is a destructor of the type's own")]
impl<T: Drop> Probe<T> {
    /// An object type has a destructor, which is a mistake.
    pub fn __obj_object_has_no_destructor(self)
    where
        T: ObjectWithoutDestructor,
    {
    }

    /// A part of an object has a destructor, which is a mistake.
    pub fn __obj_part_has_no_destructor(self)
    where
        T: PartWithoutDestructor,
    {
    }
}

impl<T: Finalize> Probe<T> {
    /// A type without the option `finalize` has a finalizer, which is a mistake.
    pub fn __obj_finalizer_is_on(self)
    where
        T: FinalizerIsOn,
    {
    }
}

impl<T: Object<View = T> + Debug> Probe<T> {
    /// The value's own `Debug`.
    pub fn __obj_repr(self, this: &Obj<T>, f: &mut Formatter<'_>) -> fmt::Result {
        T::debug(this, f)
    }
}

impl<T: Object<View = T> + Display> Probe<T> {
    /// The value's own `Display`.
    pub fn __obj_str(self, this: &Obj<T>, f: &mut Formatter<'_>) -> fmt::Result {
        T::display(this, f)
    }
}

impl<T: Object<View = T> + PartialEq> Probe<T> {
    /// The values' own `==`; objects of another type are not equal.
    pub fn __obj_equals(self, this: &Obj<T>, other: &AnyObj) -> bool {
        other.downcast_ref::<T>().is_some_and(|other| **this == **other)
    }
}

impl<T: Object<View = T> + Hash> Probe<T> {
    /// The value's own `Hash`.
    pub fn __obj_hash(self, this: &Obj<T>) -> Result<u64, Unhashable> {
        Ok(hash_of(&**this).into())
    }
}

impl<T: Object<View = T> + PartialOrd> Probe<T> {
    /// The values' own order; there is none between types.
    pub fn __obj_compare(self, this: &Obj<T>, other: &AnyObj) -> Option<Ordering> {
        other.downcast_ref::<T>().and_then(|other| (**this).partial_cmp(&**other))
    }
}

/// A type that can be compared but not hashed has no hash (CPython: a class with `__eq__` and without
/// `__hash__`). Found before `Otherwise::__obj_hash`, which takes the probe by reference.
pub trait OtherwiseUnhashable<T: Object>: Sized {
    /// There is no hash.
    ///
    /// # Errors
    /// Always.
    fn __obj_hash(self, _this: &Obj<T>) -> Result<u64, Unhashable> {
        Err(Unhashable { type_name: T::NAME })
    }
}

impl<T: Object<View = T> + PartialEq> OtherwiseUnhashable<T> for Probe<T> {}

/// The answers for types that do not have the trait: nothing is wrong, and objects behave as plain
/// instances do in Python.
pub trait Otherwise<T>: Sized {
    /// There is no destructor.
    fn __obj_object_has_no_destructor(self) {}

    /// There is no destructor.
    fn __obj_part_has_no_destructor(self) {}

    /// There is no finalizer.
    fn __obj_finalizer_is_on(self) {}

    /// `<Name object at 0x…>`.
    fn __obj_repr(self, this: &Obj<T>, f: &mut Formatter<'_>) -> fmt::Result
    where
        T: Object,
    {
        plain_repr(this, f)
    }

    /// The same as `repr`.
    fn __obj_str(self, this: &Obj<T>, f: &mut Formatter<'_>) -> fmt::Result
    where
        T: Object,
    {
        T::repr(this, f)
    }

    /// Only the object itself is equal.
    fn __obj_equals(self, this: &Obj<T>, other: &AnyObj) -> bool
    where
        T: Object,
    {
        AnyObj::is(Obj::as_any(this), other)
    }

    /// A hash of the identity.
    ///
    /// # Errors
    /// Never.
    fn __obj_hash(&self, this: &Obj<T>) -> Result<u64, Unhashable>
    where
        T: Object,
    {
        Ok(plain_hash(this))
    }

    /// There is no order.
    fn __obj_compare(self, _this: &Obj<T>, _other: &AnyObj) -> Option<Ordering>
    where
        T: Object,
    {
        None
    }
}

impl<T> Otherwise<T> for Probe<T> {}

/// The methods of `Object` that ask whether the type has the trait they speak of.
#[doc(hidden)]
#[macro_export]
macro_rules! __obj_behaviour_of_traits {
    () => {
        fn repr(
            __obj_this: &$crate::Obj<Self>,
            __obj_f: &mut $crate::__private::core::fmt::Formatter<'_>,
        ) -> $crate::__private::core::fmt::Result {
            use $crate::__private::Otherwise as _;
            $crate::__private::Probe::<Self>::NEW.__obj_repr(__obj_this, __obj_f)
        }

        fn str(
            __obj_this: &$crate::Obj<Self>,
            __obj_f: &mut $crate::__private::core::fmt::Formatter<'_>,
        ) -> $crate::__private::core::fmt::Result {
            use $crate::__private::Otherwise as _;
            $crate::__private::Probe::<Self>::NEW.__obj_str(__obj_this, __obj_f)
        }

        fn equals(
            __obj_this: &$crate::Obj<Self>,
            __obj_other: &$crate::AnyObj,
        ) -> $crate::__private::core::primitive::bool {
            use $crate::__private::Otherwise as _;
            $crate::__private::Probe::<Self>::NEW.__obj_equals(__obj_this, __obj_other)
        }

        fn hash_value(
            __obj_this: &$crate::Obj<Self>,
        ) -> $crate::__private::core::result::Result<$crate::__private::core::primitive::u64, $crate::Unhashable> {
            use $crate::__private::{Otherwise as _, OtherwiseUnhashable as _};
            $crate::__private::Probe::<Self>::NEW.__obj_hash(__obj_this)
        }

        fn compare(
            __obj_this: &$crate::Obj<Self>,
            __obj_other: &$crate::AnyObj,
        ) -> $crate::__private::core::option::Option<$crate::__private::core::cmp::Ordering> {
            use $crate::__private::Otherwise as _;
            $crate::__private::Probe::<Self>::NEW.__obj_compare(__obj_this, __obj_other)
        }
    };
}
