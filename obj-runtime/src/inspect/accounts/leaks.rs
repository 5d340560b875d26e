//! What a scope has left behind.

use std::collections::BTreeMap;
use std::fmt;

use crate::inspect::object_name::ObjectName;
use crate::inspect::writing::count::CountIn;
use crate::inspect::writing::visible::Visible;
use crate::ledger::{ARE_TRACED, Kind, Site};

/// What a [`Scope`](crate::inspect::Scope) has left behind. Displayed, it says what is alive, who holds it, and which
/// line took the handle.
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
    pub(super) holders: Vec<Holder>,
    pub(super) cause: Cause,
}

/// What keeps a leaked object alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// A handle outside, or an object that is not leaked.
    Held,
    /// Other leaked objects, which something holds.
    Leaked,
    /// Nothing but a cycle.
    Cycle,
}

/// Where a handle to a leaked object is.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// So many objects of a type, and so many holders of an object, are listed.
const LISTED: usize = 5;

impl fmt::Display for LeakedObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "    {}, refcount {}", self.name, self.refcount)?;
        if let Some(site) = self.made_at {
            write!(f, ", made at {site}")?;
        }
        if self.cause == Cause::Cycle {
            write!(f, ": a garbage cycle holds it, which `gc::collect()` frees")?;
        }
        writeln!(f)?;
        let mut holders: BTreeMap<&Holder, usize> = BTreeMap::new();
        self.holders.iter().for_each(|holder| *holders.entry(holder).or_default() += 1);
        for (holder, count) in holders.iter().take(LISTED) {
            match count {
                1 => writeln!(f, "      {holder}")?,
                count => writeln!(f, "      {count} times {holder}")?,
            }
        }
        match holders.len().saturating_sub(LISTED) {
            0 => Ok(()),
            more => writeln!(f, "      and {more} more"),
        }
    }
}

impl Leaks {
    fn write_types(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut types: BTreeMap<&str, Vec<&LeakedObject>> = BTreeMap::new();
        self.objects.iter().for_each(|object| types.entry(object.name.type_name).or_default().push(object));
        let mut types: Vec<_> = types.into_iter().collect();
        types.sort_by_key(|(name, objects)| (std::cmp::Reverse(objects.len()), *name));
        for (name, mut objects) in types {
            let name = Visible(name);
            writeln!(f, "  {} {name}", objects.len())?;
            objects.sort_by_key(|object| (object.cause, object.name));
            for object in objects.iter().take(LISTED) {
                write!(f, "{object}")?;
            }
            if objects.len() > LISTED {
                writeln!(f, "    and {} more {name}", objects.len() - LISTED)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Leaks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "scope \"{}\" left something behind: {} alive",
            Visible(&self.scope),
            CountIn(self.objects.len(), "object made in it is", "objects made in it are")
        )?;
        match self.handles.len() {
            0 => writeln!(f)?,
            handles => {
                writeln!(f, ", {} open", CountIn(handles, "handle taken in it is", "handles taken in it are"))?;
            }
        }
        self.write_types(f)?;
        for LeakedHandle { object, holder } in self.handles.iter().take(LISTED * 4) {
            writeln!(f, "  {object}, from before, {holder}")?;
        }
        if self.handles.len() > LISTED * 4 {
            writeln!(f, "  and {} more handles", self.handles.len() - LISTED * 4)?;
        }
        for (name, expected, found) in &self.unexpected {
            let name = Visible(name);
            writeln!(f, "  {found} {name} where {expected} were expected")?;
        }
        if !ARE_TRACED {
            writeln!(f, "  (the feature `trace-refs` of `obj-runtime` names the line of each handle)")?;
        }
        Ok(())
    }
}
