//! Whether hand-written `Trace`s keep the first clause of their contract, as far as that can be seen.

use std::collections::HashMap;
use std::fmt;

use crate::collector::{DoubleVisit, Entry};
use crate::inspect::walk::{HeapObject, objects};
use crate::object::any::AnyObj;

/// What the `Trace` of an object does against its contract. Displayed as a sentence that names types, and fields if they are
/// known.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// if let Err(mistake) = inspect::verify() {
///     panic!("{mistake}");
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceMistake(Mistake);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Mistake {
    VisitedTwice(DoubleVisit),
    /// The object had more handles to the target than were visited.
    LeftOut {
        holder: &'static str,
        target: &'static str,
    },
    /// It had fewer.
    NotOwned {
        holder: &'static str,
        target: &'static str,
    },
}

impl TraceMistake {
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
        match &self.0 {
            Mistake::VisitedTwice(visit) => visit.holder,
            Mistake::LeftOut { holder, .. } | Mistake::NotOwned { holder, .. } => holder,
        }
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
        match &self.0 {
            Mistake::VisitedTwice(visit) => visit.target,
            Mistake::LeftOut { target, .. } | Mistake::NotOwned { target, .. } => target,
        }
    }
}

impl fmt::Display for TraceMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Mistake::VisitedTwice(visit) => visit.fmt(f),
            Mistake::LeftOut { holder, target } => {
                write!(f, "the `Trace` of a part of `{holder}` leaves out a handle to `{target}`")
            }
            Mistake::NotOwned { holder, target } => write!(
                f,
                "the `Trace` of a part of `{holder}` visits a handle to `{target}` that is still there when the part is gone"
            ),
        }
    }
}

impl std::error::Error for TraceMistake {}

/// Looks for a handle that is visited twice by the [`Trace`](crate::Trace) of an object of this thread.
///
/// What is derived visits each once. Call it in the tests of a container with a `Trace` of your own, while there are
/// objects that have some. With debug assertions, a collection looks for such handles in what it is about to free, and
/// panics with the same sentence. A handle that is left out cannot be told here from one outside of all objects: see
/// [`verify_drop`].
///
/// Takes time and memory as a snapshot does. Runs no user code but `Trace`.
///
/// # Errors
/// The first such handle: the collector would free what it leads to while others still hold it.
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
///     type Leaves<H> = Self;
///     const HOLDS: bool = true;
///     fn trace(this: &Self, tracer: &mut Tracer) {
///         tracer.field("left", &this.0);
///         tracer.field("right", &this.0);
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
pub fn verify() -> Result<(), TraceMistake> {
    objects().try_for_each(|object| visited_twice(object).map_or(Ok(()), Err))
}

fn visited_twice(object: HeapObject) -> Option<TraceMistake> {
    let visit = object.opaque().is_none().then(|| DoubleVisit::of(Entry::of(object.pointer()))).flatten();
    visit.map(|visit| TraceMistake(Mistake::VisitedTwice(visit)))
}

/// Drops an object, and holds the handles that its [`Trace`](crate::Trace) visits against those that are gone with it.
///
/// Call it in the tests of a container with a `Trace` of your own, with an object whose container is full of handles. Each
/// handle has to be visited once: what is left out is never collected in a cycle, what is visited twice, or not the
/// object's own (behind an `Rc`, say), would be freed while others hold it.
///
/// All other objects of the thread are held meanwhile, so nothing else dies. Handles that a finalizer or destructor takes or
/// drops beside those in the value count as mistakes. Parts that are borrowed or locked cannot be visited; an object with
/// such parts is only looked at as by [`verify`].
///
/// Takes time and memory proportional to the heap.
///
/// # Panics
/// If there is another handle to the object.
///
/// # Errors
/// The first mistake.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::{Tracer, inspect};
///
/// struct Pair(ObjCell<Node>, ObjCell<Node>);
///
/// // SAFETY: one of two handles is visited; cycles through the other leak.
/// unsafe impl Trace for Pair {
///     type Leaves<H> = Self;
///     const HOLDS: bool = true;
///     fn trace(this: &Self, tracer: &mut Tracer) {
///         tracer.field("left", &this.0);
///     }
/// }
///
/// #[derive(Object)]
/// struct Node { pair: Pair }
///
/// let leaf = || Obj::new(Node { pair: Pair(ObjCell::new(None), ObjCell::new(None)) });
/// let node = Obj::new(Node { pair: Pair(leaf().into(), leaf().into()) });
/// let mistake = inspect::verify_drop(node).unwrap_err();
/// assert_eq!(mistake.to_string(), "the `Trace` of a part of `Node` leaves out a handle to `Node`");
/// assert!(inspect::verify_drop(leaf()).is_ok());
/// ```
pub fn verify_drop(object: impl Into<AnyObj>) -> Result<(), TraceMistake> {
    let object = object.into();
    assert_eq!(object.refcount(), 1, "`verify_drop` is given the only handle to an object: others keep it alive");
    let examined = HeapObject::of_handle(object.handle());
    visited_twice(examined).map_or(Ok(()), Err)?;
    let (inner, is_whole) = examined.inner_and_whether_all();
    let holder = examined.type_name();
    let mut visits = HashMap::<usize, u32>::new();
    inner.iter().for_each(|handle| *visits.entry(HeapObject::of_target(handle.target).id()).or_default() += 1);
    let others: Vec<Other> = objects().filter(|other| other.id() != examined.id()).filter_map(Other::hold).collect();
    drop(object);
    if !is_whole {
        return Ok(());
    }
    let mistakes = others.iter().filter_map(|other| other.mistake(holder, visits.get(&other.object.id()).copied()));
    mistakes.map(TraceMistake).map(Err).next().unwrap_or(Ok(()))
}

/// An object that is held while another is dropped.
struct Other {
    object: AnyObj,
    count: usize,
}

impl Other {
    fn hold(object: HeapObject) -> Option<Self> {
        let object = object.hold().filter(|_| !object.header().is_immortal())?;
        let count = object.refcount();
        Some(Self { object, count })
    }

    /// What the count says of the handles that are gone, of which this number was visited.
    fn mistake(&self, holder: &'static str, visits: Option<u32>) -> Option<Mistake> {
        let target = self.object.type_name();
        let (gone, visits) = (self.count.saturating_sub(self.object.refcount()), visits.unwrap_or(0) as usize);
        match gone.cmp(&visits) {
            std::cmp::Ordering::Greater => Some(Mistake::LeftOut { holder, target }),
            std::cmp::Ordering::Less => Some(Mistake::NotOwned { holder, target }),
            std::cmp::Ordering::Equal => None,
        }
    }
}
