//! What the derives ask of types.
//!
//! A message about a missing [`Trace`] would list types that have it. These traits have every type that has the other one, by
//! one implementation, so that there is nothing to list; all that is done with a field goes through one of them, so that a
//! mistake is told once.

#[cfg(feature = "parcel")]
use super::Relocator;
use super::{Frozen, PointerMap, Scale, Trace, Tracer};

/// Traits of the types of fields. `Named` is what the message names: the type, or what it is a container of.
macro_rules! fields {
    ($(#[$attribute:meta])* $name:ident: $of:ident) => {
        $(#[$attribute])*
        pub trait $name<Named: ?Sized = Self> {
            /// Makes the compiler ask, where nothing else is used.
            const CHECK: ();
            /// See [`Trace::HOLDS`].
            const HOLDS: bool;
            /// See [`Trace::IS_HANDLES_ONLY`].
            const IS_HANDLES_ONLY: bool;
            /// See [`Trace::POINTERS`].
            const POINTERS: PointerMap;
            /// See [`Trace::OWNS`].
            const OWNS: bool;

            /// Visits a field of this type.
            fn trace_as(this: &Self, name: &'static str, tracer: &mut Tracer);

            /// See [`Trace::weigh`].
            fn weigh(this: &Self, scale: &mut Scale);

            /// See [`Trace::relocate`].
            #[cfg(feature = "parcel")]
            fn relocate(this: &mut Self, relocator: &mut Relocator);

            /// See [`Trace::text_of_key`].
            fn text_of_key(this: &Self) -> Option<String>;
        }

        #[diagnostic::do_not_recommend]
        impl<T: $of + ?Sized, Named: ?Sized> $name<Named> for T {
            const CHECK: () = ();
            const HOLDS: bool = <T as Trace>::HOLDS;
            const IS_HANDLES_ONLY: bool = <T as Trace>::IS_HANDLES_ONLY;
            const POINTERS: PointerMap = <T as Trace>::POINTERS;
            const OWNS: bool = <T as Trace>::OWNS;

            #[inline]
            fn trace_as(this: &Self, name: &'static str, tracer: &mut Tracer) {
                tracer.field(name, this);
            }

            #[inline]
            fn weigh(this: &Self, scale: &mut Scale) {
                <T as Trace>::weigh(this, scale);
            }

            #[cfg(feature = "parcel")]
            fn relocate(this: &mut Self, relocator: &mut Relocator) {
                <T as Trace>::relocate(this, relocator);
            }

            fn text_of_key(this: &Self) -> Option<String> {
                <T as Trace>::text_of_key(this)
            }
        }
    };
}

fields! {
    /// What a field of an object, or of a part of one, can be of.
    #[diagnostic::on_unimplemented(
        message = "`{Named}` cannot be traced, so it cannot be part of an object",
        label = "the collector cannot look for handles in here",
        note = "for a type of your own derive it: `#[derive(Trace)]`; for a trait of your own see `dyn_trace!`",
        note = "for a type of another crate that holds no handles write `Plain<{Named}>`; for many crates there are features"
    )]
    PartOfObject: Trace
}

fields! {
    /// The same of a field that is a handle, or holds some.
    #[diagnostic::on_unimplemented(
        message = "`{Named}` is not an object type",
        label = "there can be no handles to it",
        note = "annotate the type with `#[derive(Object)]`",
        note = "for a trait write `obj_runtime::dyn_object!(dyn Trait);` once, beside the trait"
    )]
    HandleTo: Trace
}

fields! {
    /// What a field of a frozen type can be of.
    #[diagnostic::on_unimplemented(
        message = "`{Named}` may change, so it cannot be part of an interned, cached or frozen type",
        label = "this must stay as it was made",
        note = "if it is a type of your own that never changes, write `#[object(frozen)]` on it, beside its derive",
        note = "if it is a type of another crate that never changes, write `#[object(frozen)]` on the field"
    )]
    PartThatNeverChanges: Frozen
}

/// What a type parameter of an object can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be traced, so it cannot be part of an object",
    label = "the collector cannot look for handles in here",
    note = "for a type of your own derive it: `#[derive(Trace)]`; for a trait of your own see `dyn_trace!`",
    note = "for a type of another crate that holds no handles write `Plain<{Self}>`; for many crates there are features"
)]
pub trait CanBePart: Trace {}

#[diagnostic::do_not_recommend]
impl<T: Trace + ?Sized> CanBePart for T {}

/// What a type parameter of a frozen type can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` may change, so it cannot be part of an interned, cached or frozen type",
    label = "this must stay as it was made",
    note = "if it is a type of your own that never changes, write `#[object(frozen)]` on it, beside its derive"
)]
pub trait NeverChanges: Frozen {}

#[diagnostic::do_not_recommend]
impl<T: Frozen + ?Sized> NeverChanges for T {}
