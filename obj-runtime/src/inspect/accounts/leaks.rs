//! What a scope has left behind.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::count::Count;
use super::scope::{Expected, Scope};
use super::walk::{self, Inner, Met, ObjectName};
use crate::inspect::writing::visible::Visible;
use crate::ledger::Site;
#[cfg(feature = "trace-refs")]
use crate::ledger::entries::{self, Entry};
use crate::ledger::{Kind, Token};

/// What a [`Scope`](crate::ledger::Scope) has left behind. Displayed, it says what is alive, who holds it, and which line
/// took the handle.
#[derive(Debug)]
pub struct Leaks {
    scope: String,
    objects: Vec<LeakedObject>,
    handles: Vec<LeakedHandle>,
    /// Types of which another number of objects was expected: the name, the number expected and the number found.
    unexpected: Vec<(&'static str, usize, usize)>,
}

#[derive(Debug)]
struct LeakedObject {
    name: ObjectName,
    made_at: Option<Site>,
    refcount: usize,
    holders: Vec<Holder>,
    cause: Cause,
}

/// What keeps a leaked object alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    /// A handle outside, or an object that is not leaked.
    Held,
    /// Other leaked objects, which something holds.
    Leaked,
    /// Nothing but a cycle.
    Cycle,
}

/// Where a handle to a leaked object is.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Holder {
    Object { holder: ObjectName, place: String, taken: Option<(Site, Kind)> },
    Line { taken: (Site, Kind) },
    Unknown,
}

/// A handle that was taken in the scope, to an object from before.
#[derive(Debug)]
struct LeakedHandle {
    object: ObjectName,
    holder: Holder,
}

impl Leaks {
    /// The number of objects that were made in the scope and are alive.
    #[must_use]
    pub fn objects(&self) -> usize {
        self.objects.len()
    }

    /// The number of handles that were taken in the scope, are still open, and are to objects from before. Always 0
    /// without the feature `trace-refs`.
    #[must_use]
    pub fn handles(&self) -> usize {
        self.handles.len()
    }

    pub(in crate::inspect) fn is_empty(&self) -> bool {
        self.objects.is_empty() && self.handles.is_empty() && self.unexpected.is_empty()
    }
}

impl std::error::Error for Leaks {}

/// A handle inside an object.
struct Edge {
    holder: Met,
    inner: Inner,
}

/// Looks for leaks.
pub(in crate::inspect) fn find(scope: &Scope) -> Leaks {
    let made: Vec<Met> = walk::objects().filter(|&met| scope.is_new(met) && !met.is_kept()).collect();
    let unexpected = unexpected(scope, &made);
    let leaked: Vec<Met> = made.into_iter().filter(|met| !scope.expected().contains_key(met.type_name())).collect();
    let places: HashMap<usize, usize> = leaked.iter().enumerate().map(|(index, met)| (met.address(), index)).collect();
    let mut finding = Finding { scope, edges: leaked.iter().map(|_| Vec::new()).collect(), leaked, places };
    let mut other_edges = HashMap::new();
    for holder in walk::objects() {
        for inner in holder.inner() {
            match finding.places.get(&inner.target.address()) {
                Some(&place) => finding.edges[place].push(Edge { holder, inner }),
                None if inner.token != Token::NONE => {
                    other_edges.insert(inner.token, Edge { holder, inner });
                }
                None => {}
            }
        }
    }
    let (outside, handles) = finding.open_handles(other_edges);
    let causes = finding.causes();
    let objects = finding.objects(outside, &causes);
    Leaks { scope: scope.name().to_owned(), objects, handles, unexpected }
}

fn unexpected(scope: &Scope, made: &[Met]) -> Vec<(&'static str, usize, usize)> {
    let mut unexpected = Vec::new();
    for (&name, &expected) in scope.expected() {
        let found = made.iter().filter(|met| met.type_name() == name).count();
        if let Expected::Exactly(count) = expected
            && count != found
        {
            unexpected.push((name, count, found));
        }
    }
    unexpected.sort_unstable();
    unexpected
}

struct Finding<'a> {
    #[cfg_attr(not(feature = "trace-refs"), allow(dead_code, reason = "asked about handles only"))]
    scope: &'a Scope,
    leaked: Vec<Met>,
    /// The index of a leaked object by address.
    places: HashMap<usize, usize>,
    /// The handles inside objects to each of them.
    edges: Vec<Vec<Edge>>,
}

impl Finding<'_> {
    /// For each leaked object, the lines of open handles outside; and the open handles to other objects.
    #[cfg(feature = "trace-refs")]
    fn open_handles(&self, mut other_edges: HashMap<Token, Edge>) -> (Vec<Vec<(Site, Kind)>>, Vec<LeakedHandle>) {
        let mut outside: Vec<_> = self.leaked.iter().map(|_| Vec::new()).collect();
        let mut handles = Vec::new();
        let serial = |met: &Met| met.header().record.serial();
        let by_serial: HashMap<u64, usize> =
            self.leaked.iter().enumerate().map(|(index, met)| (serial(met), index)).collect();
        let inside: std::collections::HashSet<Token> =
            self.edges.iter().flatten().map(|edge| edge.inner.token).collect();
        let old: HashMap<u64, Met> = walk::objects()
            .filter(|met| !by_serial.contains_key(&serial(met)))
            .map(|met| (serial(&met), met))
            .collect();
        let kept: std::collections::HashSet<Token> = walk::kept().into_iter().map(|kept| kept.token).collect();
        for (token, entry) in entries::open_handles().into_iter().filter(|(token, _)| !kept.contains(token)) {
            if let Some(&place) = by_serial.get(&entry.object) {
                if !inside.contains(&token) {
                    outside[place].push((entry.site, entry.kind));
                }
            } else if let Some(&object) = old.get(&entry.object) {
                handles.extend(self.handle_to_old(object, entry, other_edges.remove(&token)));
            }
        }
        (outside, handles)
    }

    #[cfg(not(feature = "trace-refs"))]
    fn open_handles(&self, _: HashMap<Token, Edge>) -> (Vec<Vec<(Site, Kind)>>, Vec<LeakedHandle>) {
        (self.leaked.iter().map(|_| Vec::new()).collect(), Vec::new())
    }

    /// A handle to an object that is not leaked, if it is one that leaked itself.
    #[cfg(feature = "trace-refs")]
    fn handle_to_old(&self, object: Met, entry: Entry, edge: Option<Edge>) -> Option<LeakedHandle> {
        let scope = self.scope;
        let is_told = |met: Met| scope.is_new(met) || scope.expected().contains_key(met.type_name());
        if !scope.saw(entry.step) || is_told(object) || edge.as_ref().is_some_and(|edge| is_told(edge.holder)) {
            return None;
        }
        let taken = (entry.site, entry.kind);
        let holder = match edge {
            Some(Edge { holder, inner }) => {
                Holder::Object { holder: holder.name(), place: inner.place.to_string(), taken: Some(taken) }
            }
            None => Holder::Line { taken },
        };
        Some(LeakedHandle { object: object.name(), holder })
    }

    /// The number of handles to a leaked object that are in no object.
    fn outside(&self, place: usize) -> usize {
        (self.leaked[place].header().count() as usize).saturating_sub(self.edges[place].len())
    }

    fn place_of(&self, met: Met) -> Option<usize> {
        self.places.get(&met.address()).copied()
    }

    /// What keeps each leaked object alive.
    fn causes(&self) -> Vec<Cause> {
        let mut holds: Vec<Vec<usize>> = self.leaked.iter().map(|_| Vec::new()).collect();
        let mut causes = vec![Cause::Cycle; self.leaked.len()];
        let mut reached = Vec::new();
        for (place, cause) in causes.iter_mut().enumerate() {
            let mut is_held = self.outside(place) > 0;
            for edge in &self.edges[place] {
                match self.place_of(edge.holder) {
                    Some(holder) => holds[holder].push(place),
                    None => is_held = true,
                }
            }
            if is_held {
                *cause = Cause::Held;
                reached.push(place);
            }
        }
        while let Some(holder) = reached.pop() {
            for &place in &holds[holder] {
                if causes[place] == Cause::Cycle {
                    causes[place] = Cause::Leaked;
                    reached.push(place);
                }
            }
        }
        causes
    }

    fn objects(&self, outside: Vec<Vec<(Site, Kind)>>, causes: &[Cause]) -> Vec<LeakedObject> {
        let objects = self.leaked.iter().zip(&self.edges).zip(outside).enumerate();
        objects
            .map(|(place, ((met, edges), lines))| {
                let unknown = self.outside(place).saturating_sub(lines.len());
                let mut holders: Vec<Holder> = edges.iter().map(Holder::of_edge).collect();
                holders.extend(lines.into_iter().map(|taken| Holder::Line { taken }));
                holders.extend((0..unknown).map(|_| Holder::Unknown));
                LeakedObject {
                    name: met.name(),
                    made_at: met.made_at(),
                    refcount: met.header().count() as usize,
                    holders,
                    cause: causes[place],
                }
            })
            .collect()
    }
}

impl Holder {
    fn of_edge(edge: &Edge) -> Self {
        #[cfg(feature = "trace-refs")]
        let taken = entries::entry(edge.inner.token).map(|entry| (entry.site, entry.kind));
        #[cfg(not(feature = "trace-refs"))]
        let taken = None;
        Self::Object { holder: edge.holder.name(), place: edge.inner.place.to_string(), taken }
    }
}

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
            Count(self.objects.len() as u64, "object made in it is", "objects made in it are")
        )?;
        match self.handles.len() {
            0 => writeln!(f)?,
            handles => {
                writeln!(f, ", {} open", Count(handles as u64, "handle taken in it is", "handles taken in it are"))?;
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
        if !crate::ledger::ARE_TRACED {
            writeln!(f, "  (the feature `trace-refs` of `obj-runtime` names the line of each handle)")?;
        }
        Ok(())
    }
}
