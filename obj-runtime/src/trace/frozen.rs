//! `Frozen`: types whose values never change.

use std::marker::PhantomData;

use super::{Trace, Tracer};

/// A type of which neither a value nor anything it reaches ever changes while it is shared.
///
/// Interned and cached objects are found by their value, so everything in them is frozen; derive it with
/// `#[object(frozen)]`, which `intern` and `cache` include. Frozen objects cannot be part of a cycle, so the
/// collector never looks at them.
///
/// It is transitive: `Obj<T>` is frozen if `T` is. Cells, atomics and locks are not frozen, nor are `Rc` and
/// `Arc`, nor handles to objects of any type (`AnyObj`, tuples, lists): what is behind them may change.
///
/// Implement it by hand for a type of your own or of another crate (through a field with
/// `#[object(frozen)]`) that never changes. If that is not true, equal values may become two objects, and
/// garbage cycles through it are never freed; nothing worse happens.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::Frozen;
///
/// #[derive(PartialEq, Eq, Hash, Trace)]
/// #[object(frozen)]
/// struct Position { line: u32, column: u32 }
///
/// #[derive(Object, PartialEq, Eq, Hash)]
/// #[object(intern)]
/// struct Symbol { name: String, first_seen: Option<Position> }
///
/// fn is_frozen<T: Frozen>() {}
/// is_frozen::<Obj<Symbol>>();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` may change, so it cannot be part of an interned, cached or frozen type",
    label = "this must stay as it was made",
    note = "if it is a type of your own that never changes, write `#[object(frozen)]` on it, beside its derive",
    note = "if it is a type of another crate that never changes, write `#[object(frozen)]` on the field"
)]
pub trait Frozen: Trace {
    #[doc(hidden)]
    const CHECK: () = ();

    /// Visits a field of this type. As [`Trace::trace_as`], for the fields of frozen types.
    #[doc(hidden)]
    #[inline]
    fn trace_frozen(&self, name: &'static str, tracer: &mut Tracer) {
        tracer.field(name, self);
    }
}

macro_rules! frozen {
    ($([$($parameters:tt)*] $type:ty),* $(,)?) => {$(
        impl<$($parameters)*> Frozen for $type {}
    )*};
}

frozen! {
    [] (), [] bool, [] char, [] u8, [] u16, [] u32, [] u64, [] u128, [] usize,
    [] i8, [] i16, [] i32, [] i64, [] i128, [] isize, [] f32, [] f64, [] str, [] String,
    [] std::num::NonZeroU8, [] std::num::NonZeroU16, [] std::num::NonZeroU32, [] std::num::NonZeroU64,
    [] std::num::NonZeroUsize, [] std::num::NonZeroI32, [] std::num::NonZeroI64,
    [] std::path::PathBuf, [] std::path::Path, [] std::ffi::OsString, [] std::ffi::CString,
    [] std::time::Duration, [] std::time::Instant, [] std::time::SystemTime, [] std::any::TypeId,
    [] std::cmp::Ordering, [] std::net::IpAddr, [] std::net::SocketAddr,
    [T: ?Sized] PhantomData<T>, [T: ?Sized] *const T, [T: ?Sized] *mut T,
    [T: Frozen + ?Sized] &'static T,
    [T: Frozen] Option<T>, [T: Frozen, E: Frozen] Result<T, E>, [T: Frozen + ?Sized] Box<T>,
    [T: Frozen] std::ops::Range<T>, [T: Frozen] std::ops::RangeInclusive<T>,
    [T: Frozen] Vec<T>, [T: Frozen] [T], [T: Frozen, const N: usize] [T; N],
}

macro_rules! functions {
    ($($argument:ident)*) => {
        impl<R, $($argument),*> Frozen for fn($($argument),*) -> R {}
    };
}

functions!();
functions!(A);
functions!(A B);
functions!(A B C);
functions!(A B C D);

macro_rules! tuples {
    ($($name:ident),+) => {
        impl<$($name: Frozen),+> Frozen for ($($name,)+) {}
    };
}

tuples!(A);
tuples!(A, B);
tuples!(A, B, C);
tuples!(A, B, C, D);
tuples!(A, B, C, D, E);
tuples!(A, B, C, D, E, F);
tuples!(A, B, C, D, E, F, G);
tuples!(A, B, C, D, E, F, G, H);
