//! What a scope has left behind.

use std::fmt;

use crate::inspect::object_name::ObjectName;
use crate::ledger::{Kind, Site};

/// What a [`Scope`](crate::inspect::Scope) has left behind. Displayed, it begins with what is held from outside: who holds it,
/// which line took the handle, and what it keeps alive, by type. What nothing holds comes after that: garbage cycles.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// # #[derive(Object, Default)]
/// # struct Folder { entries: ObjVec<Folder> }
/// let scope = inspect::scope("request");
/// let kept = Obj::new(Folder::default());
/// println!("{}", scope.check().unwrap_err());
/// # drop(kept);
/// ```
#[derive(Debug)]
pub struct Leaks {
    pub(super) scope: String,
    pub(super) objects: Vec<LeakedObject>,
    pub(super) handles: Vec<LeakedHandle>,
    /// Types of which another number of objects was expected: the name, the number expected and the number found.
    pub(super) unexpected: Vec<(&'static str, usize, usize)>,
}

#[derive(Debug)]
pub(super) struct LeakedObject {
    pub(super) name: ObjectName,
    pub(super) made_at: Option<Site>,
    pub(super) refcount: usize,
    /// In bytes.
    pub(super) size: usize,
    pub(super) holders: Vec<Holder>,
    pub(super) cause: Cause,
}

/// What keeps a leaked object alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// A handle outside, or an object that is not leaked.
    Held,
    /// One leaked object, which something holds: the one with this index.
    KeptBy(usize),
    /// Several leaked objects, which something holds.
    KeptBySeveral,
    /// Nothing but a cycle.
    Cycle,
}

/// Where a handle to a leaked object is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holder {
    Object { holder: ObjectName, place: String, taken: Option<(Site, Kind)> },
    Line { taken: (Site, Kind) },
    Unknown,
}

/// A handle that was taken in the scope, to an object from before.
#[derive(Debug)]
pub(super) struct LeakedHandle {
    pub(super) object: ObjectName,
    pub(super) holder: Holder,
}

impl Leaks {
    /// The number of objects that were made in the scope and are alive.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let scope = inspect::scope("folders");
    /// let kept = Obj::new(Folder::default());
    /// let leaks = scope.check().unwrap_err();
    /// assert_eq!(leaks.objects(), 1);
    /// # drop(kept);
    /// ```
    #[must_use]
    pub fn objects(&self) -> usize {
        self.objects.len()
    }

    /// The number of handles that were taken in the scope, are still open, and are to objects from before. Always 0
    /// without the feature `trace-refs`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let scope = inspect::scope("folders");
    /// let kept = Obj::new(Folder::default());
    /// let leaks = scope.check().unwrap_err();
    /// println!("{} handles", leaks.handles());        // with the feature `trace-refs`
    /// # drop(kept);
    /// ```
    #[must_use]
    pub fn handles(&self) -> usize {
        self.handles.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.objects.is_empty() && self.handles.is_empty() && self.unexpected.is_empty()
    }
}

impl std::error::Error for Leaks {}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Object { holder, place, taken } => {
                write!(f, "held by {holder}, in {place}")?;
                taken.map_or(Ok(()), |(site, kind)| write!(f, ": {} at {site}", kind.in_words()))
            }
            Self::Line { taken: (site, kind) } => write!(f, "held by a handle outside, {} at {site}", kind.in_words()),
            Self::Unknown => f.write_str(
                "held by a handle outside: in a variable, a static, a closure or a field that tracing skips",
            ),
        }
    }
}
