//! The account of one object: each of its handles explained.

use std::collections::BTreeMap;
use std::fmt;

use super::ledger::{self, Entry};
use super::site::Site;
use super::walk::{self, Met, ObjectName};
use super::{Kind, Token};
use crate::any::AnyObj;
use crate::header::{CACHED, CONDEMNED, CONSTANT};
use crate::inspect::Subject;

/// Where the handles to an object are, and which line took each; made by [`handles`].
///
/// Displayed as text for people.
#[derive(Debug)]
pub struct Handles {
    name: ObjectName,
    made_at: Option<Site>,
    refcount: usize,
    immortal: bool,
    edges: Vec<HeldAt>,
    /// Lines that took open handles outside, how, and how many.
    outside: BTreeMap<(Site, Kind), usize>,
    unrecorded: usize,
    /// The counts that a part of the runtime keeps, and which part.
    kept: usize,
    keeper: &'static str,
    raw: usize,
    unexplained: isize,
}

/// A handle inside an object.
#[derive(Debug)]
struct HeldAt {
    holder: ObjectName,
    place: String,
    /// The line that took it, if that was recorded.
    taken: Option<(Site, Kind)>,
}

/// Accounts for each handle to an object: where it is, and which line took it.
///
/// Looks at the whole heap; no user code runs. With the feature `trace-refs` only.
///
/// # Examples
/// ```
/// use obj_runtime::inspect;
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Leaf { size: u32 }
/// #[derive(Object)]
/// struct Twig { leaf: Obj<Leaf> }
///
/// let _lines = inspect::remember_lines();
/// let leaf = Obj::new(Leaf { size: 1 });
/// let twig = Obj::new(Twig { leaf: leaf.clone() });
/// let handles = inspect::handles(&leaf);
/// assert_eq!((handles.refcount(), handles.edges(), handles.outside(), handles.unexplained()), (2, 1, 1, 0));
/// assert!(handles.to_string().contains("in leaf: cloned at "));
/// # drop(twig);
/// ```
#[must_use]
pub fn handles(subject: &(impl Subject + ?Sized)) -> Handles {
    Handles::of(subject.as_any())
}

impl Handles {
    fn of(object: &AnyObj) -> Self {
        let met = Met::object(object.handle().pointer());
        let header = met.header();
        let serial = header.record.serial();
        let mut open: BTreeMap<Token, Entry> =
            ledger::open_handles().into_iter().filter(|(_, entry)| entry.object == serial).collect();
        let (mut edges, mut impossible) = (Vec::new(), 0);
        for holder in walk::objects() {
            for inner in holder.inner() {
                if inner.target != met.pointer() {
                    continue;
                }
                let entry = open.remove(&inner.token);
                if entry.is_none() && inner.token != Token::NONE {
                    // A handle that has ended, or was visited before.
                    impossible += 1;
                }
                let taken = entry.map(|entry| (entry.site, entry.kind));
                edges.push(HeldAt { holder: holder.name(), place: inner.place.to_string(), taken });
            }
        }
        let mut outside = BTreeMap::new();
        let mut lines = BTreeMap::new();
        for entry in open.values() {
            // Several handles of one line are told together, whatever the column.
            let site = *lines.entry((entry.site.file(), entry.site.line())).or_insert(entry.site);
            *outside.entry((site, entry.kind)).or_insert(0) += 1;
        }
        let raw = header.record.raw();
        let kept = (header.record.kept() as usize).saturating_sub(raw);
        let keepers = [(CACHED, "the cache of small values"), (CONSTANT, "a constant"), (CONDEMNED, "the collector")];
        let keeper =
            keepers.into_iter().find(|(flag, _)| header.has(*flag)).map_or("the runtime", |(_, keeper)| keeper);
        let known = edges.len() - impossible + open.len() + kept + raw;
        let rest = object.refcount().cast_signed() - known.cast_signed();
        // What nobody knows of was taken while nothing was recorded, if there was such a time.
        let (unrecorded, unexplained) =
            if header.record.is_fully_recorded() || rest < 0 { (0, rest) } else { (rest, 0) };
        Self {
            name: met.name(),
            made_at: header.record.made_at(),
            refcount: object.refcount(),
            immortal: header.is_immortal(),
            edges,
            outside,
            unrecorded: unrecorded.unsigned_abs(),
            keeper,
            kept,
            raw,
            unexplained,
        }
    }

    /// The line that made the object, if that is known.
    pub(crate) fn made_at(&self) -> Option<Site> {
        self.made_at
    }

    /// How and where each handle inside an object was taken, if that was recorded. In the order in which a walk over the
    /// heap meets them.
    pub(crate) fn takings(&self) -> impl Iterator<Item = Option<String>> {
        self.edges.iter().map(|edge| edge.taken.map(|(site, kind)| format!("{} at {site}", kind.in_words())))
    }

    /// What is said of the handles outside: a line for each that took some.
    pub(crate) fn write_outside(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((site, kind), count) in &self.outside {
            match count {
                1 => writeln!(f, "      {} at {site}", kind.in_words())?,
                count => writeln!(f, "      {count} {} at {site}", kind.in_words())?,
            }
        }
        if self.unrecorded > 0 {
            writeln!(f, "      {} taken while no lines were remembered", self.unrecorded)?;
        }
        if self.kept > 0 {
            writeln!(f, "      {} kept by {}", self.kept, self.keeper)?;
        }
        if self.raw > 0 {
            writeln!(f, "      {} turned into a raw pointer", self.raw)?;
        }
        if self.unexplained != 0 && !self.immortal {
            writeln!(
                f,
                "      {} unexplained: a count was changed by other means than a handle, or a `Trace` \
                 implementation visits a handle that it does not own, or twice",
                self.unexplained
            )?;
        }
        Ok(())
    }

    /// The number of strong handles.
    #[must_use]
    pub fn refcount(&self) -> usize {
        self.refcount
    }

    /// The number of handles inside objects.
    #[must_use]
    pub fn edges(&self) -> usize {
        self.edges.len()
    }

    /// The number of handles outside of objects, with those that are [`unrecorded`](Self::unrecorded) or
    /// [`raw`](Self::raw).
    #[must_use]
    pub fn outside(&self) -> usize {
        self.outside.values().sum::<usize>() + self.unrecorded + self.raw + self.kept
    }

    /// The lines that took the handles outside that are known, and the number each took.
    pub fn lines(&self) -> impl Iterator<Item = (Site, usize)> {
        self.outside.iter().map(|((site, _), count)| (*site, *count))
    }

    /// The number of handles outside that were taken while no lines were remembered.
    #[must_use]
    pub fn unrecorded(&self) -> usize {
        self.unrecorded
    }

    /// The number of handles that [`Obj::into_raw`](crate::Obj::into_raw) made raw pointers of.
    #[must_use]
    pub fn raw(&self) -> usize {
        self.raw
    }

    /// The refcount less all handles that are known of: 0.
    ///
    /// The refcount and the handles are counted apart. So, for an object that was made while lines were
    /// remembered, and they still are, this is another number if a count was changed by other means than a
    /// handle. For any object it is if a `Trace` implementation visits a handle that it does not own, or twice.
    /// Of an immortal object nothing is counted.
    #[must_use]
    pub fn unexplained(&self) -> isize {
        if self.immortal { 0 } else { self.unexplained }
    }
}

impl fmt::Display for Handles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, refcount, .. } = self;
        write!(f, "{name}")?;
        if let Some(site) = self.made_at {
            write!(f, ", made at {site}")?;
        }
        if self.immortal {
            writeln!(f, ": immortal")?;
        } else {
            writeln!(f, ": refcount {refcount}")?;
        }
        writeln!(f, "  = {} from objects", self.edges.len())?;
        for edge in &self.edges {
            write!(f, "      {}, in {}", edge.holder, edge.place)?;
            match edge.taken {
                Some((site, kind)) => writeln!(f, ": {} at {site}", kind.in_words())?,
                None => writeln!(f)?,
            }
        }
        writeln!(f, "  + {} outside", self.outside())?;
        self.write_outside(f)
    }
}
