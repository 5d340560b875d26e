//! `CanBecome`: how a value becomes what a place wants.

use crate::ledger;
/// A source that fits a place of type `F`.
#[diagnostic::on_unimplemented(
    message = "this value does not fit: `{F}` is wanted here",
    label = "does not fit `{F}`",
    note = "names, literals and new objects become handles, `Option`s and cells of their type, and `AnyObj`",
    note = "write `rust!(…)` for a conversion of your own, or where the wanted type is generic"
)]
pub trait CanBecome<F> {
    /// The value as the place wants it.
    fn put(self) -> F;
}

/// Converts a source to what is wanted here.
#[track_caller]
#[inline(never)]
pub fn put<F, S: CanBecome<F>>(source: S) -> F {
    let _attribution = ledger::attribute_to_caller();
    source.put()
}

/// Writes `CanBecome` for several pairs: `<generics> source => target = |source| value;`
macro_rules! puts {
    ($([$($generics:tt)*] $source:ty => $target:ty $(where [$($bounds:tt)*])? = |$this:ident| $value:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::graph_runtime::put::CanBecome<$target> for $source $(where $($bounds)*)? {
            #[track_caller]
            fn put(self) -> $target {
                let $this = self;
                $value
            }
        }
    )*};
}
pub(super) use puts;
