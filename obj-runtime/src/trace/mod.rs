//! Visiting the handles inside a value.

#[macro_use]
mod shapes;

mod asked;
mod callback;
mod depth;
mod dynamic;
mod foreign;
mod frozen;
mod key_text;
mod leaves;
mod path_text;
mod plain;
mod plain_values;
mod pointer_map;
#[cfg(feature = "parcel")]
mod refill;
#[cfg(feature = "parcel")]
mod relocator;
#[cfg(feature = "parcel")]
mod relocator_depth;
mod scale;
mod standard;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod traced_with;
mod tracer;

pub use asked::{CanBePart, HandleTo, NeverChanges, PartOfObject, PartThatNeverChanges};
pub use callback::{Callback, Signature};
pub use dynamic::DynTrace;
pub use frozen::Frozen;
pub use key_text::key_text;
#[cfg(feature = "parcel")]
pub(crate) use leaves::Far;
pub use leaves::{Behind, Leaves, Nearer, Parts, Told, Within};
pub use plain::Plain;
pub use pointer_map::PointerMap;
#[cfg(feature = "parcel")]
pub use refill::{Rekey, Rekeys};
#[cfg(feature = "parcel")]
pub use relocator::Relocator;
pub use scale::Scale;
pub use traced_with::TracedWith;
pub use tracer::Tracer;

pub(crate) use path_text::PathText;
#[cfg(feature = "trace-refs")]
pub(crate) use plain_values::PlainValue;
pub(crate) use pointer_map::Words;
#[cfg(feature = "parcel")]
pub(crate) use refill::{Entries, Putting, Refill, Refilled, Refilling, Taken};
#[cfg(feature = "parcel")]
pub(crate) use relocator::{Fate, Relocation, WeakOf};
pub(crate) use shapes::{copied_by_clone, finds_all, owner, owns, tells_all};
pub(crate) use tracer::{NamedStep, Step};

/// A value whose handles can be visited: every part of an object is one.
///
/// `#[derive(Object)]` and `#[derive(Trace)]` implement it; implement it by hand only for a container of
/// your own that holds handles in a way the derive cannot see.
///
/// # Types of the standard library
/// Those are parts whose values an object can own, and whose handles can be found. These are not:
///
/// | | why | instead |
/// |---|---|---|
/// | guards, entries, iterators that borrow | an object owns what it holds | the collection, and a position |
/// | `iter::Once`, `future::Ready`, iterators of maps by value | there is no way to look at what they hold | the value, the map; `vec::IntoIter` is a part |
/// | adapters of iterators, as `Peekable` | they are steps of an expression | the iterator, and what was peeked |
/// | closures, and what is made of them: `iter::FromFn` | they hide what they hold | a [`Callback`] |
/// | `Box<dyn Any>`, `Box<dyn Error>` | they hide what they hold | the same with `+ Send`, which no handle is; [`Plain`] round it, if it holds none; an [`AnyObj`](crate::AnyObj); a trait of yours, after [`dyn_trace!`](crate::dyn_trace) |
/// | `BufWriter`, `LineWriter` | they write when they are dropped, to anything that they hold | [`Plain`], round a file or a socket |
/// | `UnsafeCell` | how it is traced depends on whose it is | this trait, by hand |
///
/// # Safety
/// 1. `trace` visits each handle at most once, and only handles that `this` owns alone. What is behind
///    an `Rc`, an `Arc` or a `&'static` is not visited: it counts as held from outside. As long as no other code runs, it
///    visits the same each time, and does not panic where it did not before.
/// 2. A visited handle is used by no destructor of `Self`.
/// 3. `trace` and `weigh` run no user code, and neither make, clone nor drop a handle. If one panics, the program's panic hook
///    uses no objects.
/// 4. `HOLDS` and `HOLDS_BEHIND` are `true` if a value can hold a handle that `trace` visits and that may
///    lead back to the object the value is in.
/// 5. The hidden constants are left as they are.
/// 6. What is given to the tracer is a part of `this`, and stays as it is until all of the object is traced: parts that
///    nest deep are traced when `trace` has returned. What is lent by a guard, of a lock that another thread may take,
///    is given to [`Tracer::guarded`].
///
/// Handles that are not visited cannot become dangling, but cycles through them are never collected. Handles that are visited
/// twice are freed while others hold what they lead to; with debug assertions, a collection panics instead, and names them.
/// `inspect::verify_drop`, in the tests of a container, finds both.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Trace)]
/// struct Link { to: ObjCell<Node>, weight: u32 }
///
/// #[derive(Object)]
/// struct Node { links: Vec<Link> }
///
/// let node = Obj::new(Node { links: vec![Link { to: ObjCell::default(), weight: 1 }] });
/// node.links[0].to.set(Some(node.clone()));
/// assert_eq!(node.links[0].weight, 1);
/// drop(node);
/// assert_eq!(obj_runtime::gc::collect(), 1);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be traced, so it cannot be part of an object",
    label = "the collector cannot look for handles in here",
    note = "for a type of your own derive it: `#[derive(Trace)]`; for a trait of your own see `dyn_trace!`",
    note = "for a type of another crate that holds no handles write `Plain<{Self}>`; for many crates there are features"
)]
#[doc(alias = "tp_traverse")]
#[doc(alias = "Py_VISIT")]
#[doc(alias = "Collect")]
pub unsafe trait Trace {
    /// What has to be [`Send`] for values to go to another thread in a `Parcel`: the parts that are no
    /// handles. `Self` is never wrong, and refuses a type with handles.
    type Leaves<H>: ?Sized;
    /// Whether a value of this type can hold a handle through which a cycle may pass.
    const HOLDS: bool;
    /// The same, of values of this type behind a pointer: a literal, so that recursive types have one. `true` is never
    /// wrong.
    const HOLDS_BEHIND: bool = true;
    /// Whether to drop a value does nothing but end the handles that `trace` visits for the collector.
    #[doc(hidden)]
    const IS_HANDLES_ONLY: bool = false;
    /// Whether `trace` visits all there is to be asked before a value goes to another thread: `relocate` shows the same handles and no
    /// weak ones, and their types tell what they lead to. Unless `trace` says of a value that it is not so.
    #[doc(hidden)]
    const TRACE_TELLS_ALL: bool = false;
    /// The same, of values of this type behind a pointer: a literal, as `HOLDS_BEHIND`.
    #[doc(hidden)]
    const TRACE_TELLS_ALL_BEHIND: bool = false;
    /// Whether `trace` visits every strong handle for the collector, too, and all of the value can be looked into if a collector need
    /// not: who asks for strong handles alone misses nothing then by leaving out what has no `HOLDS`.
    #[doc(hidden)]
    const TRACE_FINDS_ALL: bool = false;
    /// The same, of values of this type behind a pointer: a literal, as `HOLDS_BEHIND`.
    #[doc(hidden)]
    const TRACE_FINDS_ALL_BEHIND: bool = false;
    /// Where the handles lie that `trace` visits for the collector.
    #[doc(hidden)]
    const POINTERS: PointerMap = if Self::HOLDS { PointerMap::UNKNOWN } else { PointerMap::NONE };

    /// Whether a value can own memory outside of the heap, which `weigh` weighs. A literal, where a type may contain itself.
    const OWNS: bool = false;

    /// Visits every handle inside `this`.
    ///
    /// It is no method, as the functions of handles are none, so that a type of yours can have a method named `trace`.
    fn trace(this: &Self, tracer: &mut Tracer);

    /// Adds up the bytes outside of the heap that `this` owns: the buffers of its parts, as far as the time for it is short.
    ///
    /// The collector goes by it: see [`gc::threshold`](crate::gc::threshold). What is derived adds up the fields. Called only if
    /// `OWNS` is `true`; what is said here is never more than a matter of speed and memory. It may be called whenever a handle is
    /// dropped: a container that drops one while it is being changed must be able to say so, and add nothing.
    ///
    /// # Examples
    /// See [`Scale`].
    #[inline]
    fn weigh(_this: &Self, _scale: &mut Scale) {}

    /// Shows each handle inside `this` to be exchanged: those that `trace` visits, strong and weak.
    #[cfg(feature = "parcel")]
    #[doc(hidden)]
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        relocator.unknown(this);
    }

    /// How a value is copied, where nothing but this trait is known of the type: its `Clone`, if it says so.
    #[cfg(feature = "parcel")]
    #[doc(hidden)]
    #[must_use]
    fn copies() -> Option<fn(&Self) -> Self>
    where
        Self: Sized,
    {
        None
    }

    /// The value as the key of a map, for the names of what the map holds, or as a field, if it is one of the standard
    /// library's types that can be written without running user code.
    #[doc(hidden)]
    fn text_of_key(_: &Self) -> Option<String> {
        None
    }
}

/// A copy of a value whose type says how it is copied.
///
/// # Panics
/// If it does not.
#[cfg(feature = "parcel")]
pub(crate) fn copy_of<T: Trace>(value: &T) -> T {
    T::copies().expect("the type says how it is copied")(value)
}

/// What handles may lead to: every type that can be traced, and `dyn Trait` after `dyn_object!(dyn Trait)`, which can
/// be looked at through a handle only.
///
/// # Safety
/// 1. `HOLDS_BEHIND` says for every type that handles to `Self` are made of what [`Trace::HOLDS_BEHIND`] says.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an object type",
    label = "there can be no handles to it",
    note = "annotate the type with `#[derive(Object)]`",
    note = "for a trait write `obj_runtime::dyn_object!(dyn Trait);` once, beside the trait"
)]
pub unsafe trait ObjectType {
    /// What has to be `Send` for objects of the type to go to another thread.
    type LeavesBehind<H>: ?Sized;
    /// Whether that is told by the type of a handle, so that objects need not be asked.
    const IS_KNOWN: bool;
    /// Whether a handle to a value can lead back to where it was found.
    const HOLDS_BEHIND: bool;
}

// SAFETY: it is the same constant.
#[diagnostic::do_not_recommend]
unsafe impl<T: Trace> ObjectType for T {
    type LeavesBehind<H> = Leaves<T, Behind<H>>;
    const IS_KNOWN: bool = true;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
}
