//! Whether hand-written `Trace`s keep the first clause of their contract, as far as that can be seen.

use std::collections::HashMap;
use std::fmt;

use crate::inspect::inner::FieldPath;
use crate::inspect::walk::{HeapObject, objects};

/// A handle that the `Trace` of an object visits twice. Displayed as a sentence that names types and fields.
///
/// The collector would free what the handle leads to while others still hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct VisitedTwice {
    holder: &'static str,
    target: &'static str,
    paths: [FieldPath; 2],
}

impl VisitedTwice {
    /// The name of the type of the object that has the handle.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// if let Err(mistake) = inspect::verify() {
    ///     println!("{} visits a {} twice", mistake.holder(), mistake.target());
    /// }
    /// ```
    #[must_use]
    pub fn holder(&self) -> &'static str {
        self.holder
    }

    /// The name of the type of the object that the handle leads to.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// if let Err(mistake) = inspect::verify() {
    ///     println!("{} visits a {} twice", mistake.holder(), mistake.target());
    /// }
    /// ```
    #[must_use]
    pub fn target(&self) -> &'static str {
        self.target
    }
}

impl fmt::Display for VisitedTwice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { holder, target, paths: [first, second] } = self;
        write!(
            f,
            "the `Trace` of a part of `{holder}` visits a handle to `{target}` twice: as `{first}` and as `{second}`"
        )
    }
}

impl std::error::Error for VisitedTwice {}

/// Looks for a handle that is visited twice by the [`Trace`](crate::Trace) of an object of this thread.
///
/// What is derived visits each once. Call it in the tests of a container with a `Trace` of your own, while there are
/// objects that have some. A handle that is left out cannot be told from one outside of all objects:
/// [`explain`](crate::inspect::explain) accounts for those.
///
/// Takes time and memory as a snapshot does. Runs no user code but `Trace`.
///
/// # Errors
/// The first such handle.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::{Tracer, inspect};
///
/// struct Pair(ObjCell<Node>, ObjCell<Node>);
///
/// // SAFETY: broken, on purpose: clause 1 allows one visit.
/// unsafe impl Trace for Pair {
///     const HOLDS: bool = true;
///     fn trace(&self, tracer: &mut Tracer) {
///         tracer.field("left", &self.0);
///         tracer.field("right", &self.0);
///     }
/// }
///
/// #[derive(Object)]
/// struct Node { pair: Pair }
///
/// let node = |left| Obj::new(Node { pair: Pair(ObjCell::new(left), ObjCell::new(None)) });
/// let node = node(Some(node(None)));
/// let mistake = inspect::verify().unwrap_err();
/// assert_eq!(
///     mistake.to_string(),
///     "the `Trace` of a part of `Node` visits a handle to `Node` twice: as `pair.left` and as `pair.right`"
/// );
/// drop(node);
/// assert!(inspect::verify().is_ok());
/// ```
pub fn verify() -> Result<(), VisitedTwice> {
    objects().try_for_each(|object| visited_twice(object).map_or(Ok(()), Err))
}

fn visited_twice(object: HeapObject) -> Option<VisitedTwice> {
    let mut visited = HashMap::new();
    for handle in object.inner() {
        if let Some(first) = visited.insert(handle.place, handle.path.clone()) {
            let target = HeapObject::of_target(handle.target).type_name();
            return Some(VisitedTwice { holder: object.type_name(), target, paths: [first, handle.path] });
        }
    }
    None
}
