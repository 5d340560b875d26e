//! What the derives ask of types.
//!
//! A message about a missing [`Trace`] would list types that have it. These traits have every type that has the other one, by
//! one implementation, so that there is nothing to list; all that is done with a field goes through one of them, so that a
//! mistake is told once.

#[cfg(feature = "parcel")]
use super::Relocator;
use super::{Frozen, PointerMap, Scale, Step, Trace, Tracer};

/// A trait of the types of fields, and one of type parameters. `Named` is what the message names: the type, or what it is a
/// container of.
macro_rules! asked {
    ($name:ident $(, $of_parameters:ident)?: $of:ident, $message:literal, $label:literal, $note:literal, $other:literal) => {
        /// What the type of a field has to be.
        ///
        /// # Safety
        /// 1. Every type that has it has [`Trace`], and this is that.
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note, note = $other)]
        pub unsafe trait $name<Named: ?Sized = Self> {
            /// Makes the compiler ask, where nothing else is used.
            const CHECK: ();
            /// See [`Trace::HOLDS`].
            const HOLDS: bool;
            /// See [`Trace::IS_HANDLES_ONLY`].
            const IS_HANDLES_ONLY: bool;
            /// See [`Trace::TRACE_TELLS_ALL`].
            const TRACE_TELLS_ALL: bool;
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

        // SAFETY: it is that.
        #[diagnostic::do_not_recommend]
        unsafe impl<T: $of + ?Sized, Named: ?Sized> $name<Named> for T {
            const CHECK: () = ();
            const HOLDS: bool = <T as Trace>::HOLDS;
            const IS_HANDLES_ONLY: bool = <T as Trace>::IS_HANDLES_ONLY;
            const TRACE_TELLS_ALL: bool = <T as Trace>::TRACE_TELLS_ALL;
            const POINTERS: PointerMap = <T as Trace>::POINTERS;
            const OWNS: bool = <T as Trace>::OWNS;

            #[inline]
            fn trace_as(this: &Self, name: &'static str, tracer: &mut Tracer) {
                tracer.step(|| Step::Field(name), this);
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

        $(
            /// What a type parameter has to be.
            #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note, note = $other)]
            pub trait $of_parameters<Named: ?Sized = Self>: $of {}

            #[diagnostic::do_not_recommend]
            impl<T: $of + ?Sized, Named: ?Sized> $of_parameters<Named> for T {}
        )?
    };
}

asked! {
    PartOfObject, CanBePart: Trace,
    "`{Named}` cannot be traced, so it cannot be part of an object",
    "the collector cannot look for handles in here",
    "for a type of your own derive it: `#[derive(Trace)]`; for a trait of your own see `dyn_trace!`",
    "for a type of another crate that holds no handles write `Plain<{Named}>`; for many crates there are features"
}

asked! {
    HandleTo: Trace,
    "`{Named}` is not an object type",
    "there can be no handles to it",
    "annotate the type with `#[derive(Object)]`",
    "for a trait write `obj_runtime::dyn_object!(dyn Trait);` once, beside the trait"
}

asked! {
    PartThatNeverChanges, NeverChanges: Frozen,
    "`{Named}` may change, so it cannot be part of an interned, cached or frozen type",
    "this must stay as it was made",
    "if it is a type of your own that never changes, write `#[object(frozen)]` on it, beside its derive",
    "if it is a type of another crate that never changes, write `#[object(frozen)]` on the field"
}
