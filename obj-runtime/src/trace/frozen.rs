//! `Frozen`: types whose values never change.

use super::Trace;

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
pub trait Frozen: Trace {}
