//! Rules of use that the compiler enforces, in words.
//!
//! Each rule is a trait that says, when it is missing, what is wrong and what to write instead. Generated
//! code asks for it at the user's tokens.

use std::hash::Hash;
use std::marker::PhantomData;

use crate::object::shared::intern::make_interned;
use crate::object::{Obj, Object};

/// Types each of whose values is an object of its own: no other handle can appear from a table.
///
/// Derived for every object type without `intern` and `cache`.
///
/// # Safety
/// 1. Objects of the type are in no table that hands them out. The derive knows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` objects are shared by value, so they cannot be changed, unwrapped or made with `new_cyclic`",
    label = "another handle to this object can turn up at any time",
    note = "make a new object with `Obj::new`, or remove `intern` or `cache` from `{Self}`"
)]
pub unsafe trait Unshared: Object<View = Self> {}

/// Types whose equal values are one object: those with `#[object(intern)]`.
///
/// Handles to their objects are compared and hashed by identity, which is the same as by value, and takes constant
/// time however much hangs below an object. A look-up of a value is [`Obj::interned`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not interned, so its values cannot be looked up",
    label = "there is no table of the objects of this type",
    note = "write `#[object(intern)]` on `{Self}`, or keep the objects in a map of your own"
)]
pub trait Interned: Object<View = Self> {}

/// Types whose handles have the hash of their value, so that a map of handles can be asked by value.
///
/// Derived for every object type without `intern`.
#[diagnostic::on_unimplemented(
    message = "a map of handles to `{Self}` cannot be asked by value",
    label = "`{Self}` is interned, so its handles are hashed by identity and not as the value",
    note = "find the object first, with `Obj::<{Self}>::interned(&value)`, and ask the map with that"
)]
pub trait HashedByValue: Object {}

#[diagnostic::do_not_recommend]
impl<T: Unshared> HashedByValue for T {}

/// Types whose objects can be named by weak handles.
///
/// Derived for every object type. Of the built-in ones only those have it whose objects have weak handles in CPython.
#[diagnostic::on_unimplemented(
    message = "cannot create a weak handle to `{Self}`",
    label = "there are no weak handles to values of this type",
    note = "weak handles name objects of types with `#[derive(Object)]`",
    note = "built-in values such as `Int` and `Str` have none, as in Python: hold one in an object of your own"
)]
pub trait WeakTarget: 'static {}

/// Types whose equal values can be found.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is interned, but its values cannot be compared and hashed",
    label = "`intern` finds the object of an equal value with `Eq` and `Hash`",
    note = "add `#[derive(PartialEq, Eq, Hash)]` to `{Self}`"
)]
pub trait EqAndHash: Sized {
    #[doc(hidden)]
    const CHECK: () = ();

    /// The one object of this value.
    fn intern(self) -> Obj<Self>
    where
        Self: Object<View = Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Eq + Hash> EqAndHash for T {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn intern(self) -> Obj<Self>
    where
        Self: Object<View = Self>,
    {
        make_interned(self)
    }
}

/// Types of which the derive has seen that they hold functions only, if they are what they are called.
///
/// # Safety
/// 1. Values hold no handles that count.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is called as a container of the standard library, and may hold handles",
    label = "handles in here would not be found",
    note = "functions and closures that are `Send` hold none; give a type of your own another name, so that it is asked what it holds"
)]
pub unsafe trait HoldsNoHandles {
    #[doc(hidden)]
    const CHECK: () = ();
}

// SAFETY: handles stay in their thread.
#[diagnostic::do_not_recommend]
unsafe impl<T: Send + ?Sized> HoldsNoHandles for T {}

/// What is asked where there is nothing to ask of.
#[derive(Debug)]
pub enum Nothing {}

/// Types whose finalizer is known to the runtime.
///
/// Derived with `#[object(finalize)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` implements `Finalize`, but its finalizer would never run",
    label = "the option `finalize` is missing",
    note = "write `#[object(finalize)]` on the type, or remove the `impl Finalize`"
)]
pub trait FinalizerIsOn {}

/// A rule that is asked of those types only that break it.
macro_rules! broken {
    ($($(#[$attribute:meta])* $rule:ident;)*) => {$(
        $(#[$attribute])*
        ///
        /// # Safety
        /// 1. The rule is kept.
        pub unsafe trait $rule {
            /// Makes the compiler ask.
            fn check(_: PhantomData<Self>) {}
        }

        // SAFETY: there are no values.
        #[diagnostic::do_not_recommend]
        unsafe impl $rule for Nothing {}
    )*};
}

broken! {
    /// Types whose values die without a destructor of their own.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is an object type, so it cannot implement `Drop`",
        label = "a destructor could use objects that are gone already",
        note = "write `impl Finalize for {Self}` and `#[object(finalize)]`: a finalizer runs once, while all that the object holds is still there"
    )]
    ObjectWithoutDestructor;

    /// The same for parts of objects.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is a part of objects, so it cannot implement `Drop`",
        label = "a destructor could use objects that are gone already",
        note = "write `impl Finalize` for the object that has the part, or move what needs `Drop` into a field of its own, with `#[object(skip)]`"
    )]
    PartWithoutDestructor;
}

/// A place for what must compile of an interned generic type, if its parameters can be compared: nobody calls it.
pub trait RulesOfInterned {
    /// The rules of a type.
    fn rules();
}
