//! Who took each of the handles to one object.

use std::collections::BTreeMap;
use std::fmt;

use super::walk;
use crate::ledger::Keeper;
#[cfg(feature = "trace-refs")]
use crate::ledger::entries::{self, Entry};
use crate::ledger::{Kind, Site};
use crate::object::any::AnyObj;
#[cfg(feature = "trace-refs")]
use {super::walk::Met, crate::ledger::Token};

/// Who took each of the handles to one object, as far as that is known: without `trace-refs`, only what the runtime
/// keeps.
///
/// Each count of the object that is in no object is told once: refcount = handles inside objects + `lines` +
/// `unrecorded` + `keepers` + `held` + `raw` + `unexplained`.
#[derive(Debug)]
pub(crate) struct HandleAccount {
    pub(crate) made_at: Option<Site>,
    /// The line that took each handle inside an object, in the order in which a walk over the heap meets them; none without
    /// `trace-refs`.
    pub(crate) inside: Vec<Option<(Site, Kind)>>,
    /// The lines that took open handles outside, how, and how many.
    pub(crate) lines: BTreeMap<(Site, Kind), usize>,
    pub(crate) keepers: BTreeMap<Keeper, usize>,
    /// What the runtime holds while a finalizer runs.
    pub(crate) held: usize,
    pub(crate) raw: usize,
    /// Handles outside that were taken while no lines were remembered.
    pub(crate) unrecorded: usize,
    /// The refcount less everything else.
    pub(crate) unexplained: isize,
    immortal: bool,
}

impl HandleAccount {
    /// Looks at the heap. `edges` is the number of handles inside objects.
    #[cfg(not(feature = "trace-refs"))]
    pub(crate) fn of(object: &AnyObj, edges: usize) -> Self {
        let mut keepers = BTreeMap::new();
        for kept in walk::kept().into_iter().filter(|kept| kept.object == object.handle().pointer()) {
            add_keeper(&mut keepers, kept.keeper);
        }
        let kept: usize = keepers.values().sum();
        let rest = object.refcount().cast_signed() - (edges + kept).cast_signed();
        Self {
            made_at: None,
            inside: Vec::new(),
            lines: BTreeMap::new(),
            keepers,
            held: 0,
            raw: 0,
            unrecorded: usize::try_from(rest).unwrap_or(0),
            unexplained: rest.min(0),
            immortal: object.header().is_immortal(),
        }
    }

    /// Looks at the heap and the open handles. `edges` is the number of handles inside objects.
    #[cfg(feature = "trace-refs")]
    pub(crate) fn of(object: &AnyObj, edges: usize) -> Self {
        let met = Met::object(object.handle().pointer());
        let record = &met.header().record;
        let mut open: BTreeMap<Token, Entry> =
            entries::open_handles().into_iter().filter(|(_, entry)| entry.object == record.serial()).collect();
        let mut keepers = BTreeMap::new();
        for kept in walk::kept().into_iter().filter(|kept| kept.object == met.pointer()) {
            add_keeper(&mut keepers, kept.keeper);
            open.remove(&kept.token);
        }
        let (inside, impossible) = handles_inside(met, &mut open);
        let raw = record.raw();
        // A unit keeps handles, the others keep bare counts.
        let units: usize = keepers.iter().filter(|(keeper, _)| matches!(keeper, Keeper::Unit(_))).map(|(_, n)| n).sum();
        let kept: usize = keepers.values().sum();
        let held = (record.kept() as usize).saturating_sub(raw + kept - units);
        let known = edges - impossible.min(edges) + open.len() + kept + held + raw;
        let rest = object.refcount().cast_signed() - known.cast_signed();
        // What nobody knows of was taken while nothing was recorded, if there was such a time.
        let (unrecorded, unexplained) = if record.is_fully_recorded() || rest < 0 { (0, rest) } else { (rest, 0) };
        Self {
            made_at: record.made_at(),
            inside,
            lines: by_line(open.values()),
            keepers,
            held,
            raw,
            unrecorded: unrecorded.unsigned_abs(),
            unexplained,
            immortal: met.header().is_immortal(),
        }
    }

    /// The refcount less all that is known of. Of an immortal object nothing is counted.
    pub(crate) fn unexplained(&self) -> isize {
        if self.immortal { 0 } else { self.unexplained }
    }

    /// What the runtime keeps.
    pub(crate) fn kept(&self) -> usize {
        self.keepers.values().sum::<usize>() + self.held
    }

    /// How and where each handle inside an object was taken, if that was recorded.
    pub(crate) fn inside_in_words(&self) -> impl Iterator<Item = Option<String>> {
        self.inside.iter().map(|taken| taken.map(|(site, kind)| format!("{} at {site}", kind.in_words())))
    }

    /// Says who took the handles outside: a line for each that took some.
    pub(crate) fn write_outside(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((site, kind), count) in &self.lines {
            writeln!(f, "      {}{} at {site}", Times(*count), kind.in_words())?;
        }
        for (keeper, count) in &self.keepers {
            writeln!(f, "      {}{keeper}", Times(*count))?;
        }
        if self.held > 0 {
            writeln!(f, "      {}held by the runtime while a finalizer runs", Times(self.held))?;
        }
        if self.raw > 0 {
            writeln!(f, "      {} turned into a raw pointer", self.raw)?;
        }
        if self.unrecorded > 0 {
            self.write_unrecorded(f)?;
        }
        match self.unexplained() {
            0 => Ok(()),
            unexplained => writeln!(
                f,
                "      {unexplained} unexplained: a count was changed by other means than a handle, or a `Trace` \
                 implementation visits a handle that it does not own, or twice",
            ),
        }
    }

    fn write_unrecorded(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if super::traces_refs() {
            return writeln!(f, "      {} taken while no lines were remembered", self.unrecorded);
        }
        let in_all = if self.kept() > 0 { format!("{} ", self.unrecorded) } else { String::new() };
        writeln!(f, "      {in_all}in variables, statics, closures, or fields that tracing skips")?;
        writeln!(f, "      (the feature `trace-refs` of `obj-runtime` names the line of each)")
    }
}

/// One more is kept. An object is among the small values once, however often it is told.
fn add_keeper(keepers: &mut BTreeMap<Keeper, usize>, keeper: Keeper) {
    let count = keepers.entry(keeper).or_insert(0);
    *count = if keeper == Keeper::SmallValues { 1 } else { *count + 1 };
}

/// For each handle inside an object, the line that took it; it is then no longer among the open ones. And the number
/// of those that cannot be: of a handle that has ended, or was visited before.
#[cfg(feature = "trace-refs")]
fn handles_inside(met: Met, open: &mut BTreeMap<Token, Entry>) -> (Vec<Option<(Site, Kind)>>, usize) {
    let (mut inside, mut impossible) = (Vec::new(), 0);
    for inner in walk::objects().flat_map(Met::inner).filter(|inner| inner.target == met.pointer()) {
        let entry = open.remove(&inner.token);
        if entry.is_none() && inner.token != Token::NONE {
            impossible += 1;
        }
        inside.push(entry.map(|entry| (entry.site, entry.kind)));
    }
    (inside, impossible)
}

/// The number of handles that each line took. Several of one line are told together, whatever the column.
#[cfg(feature = "trace-refs")]
fn by_line<'a>(entries: impl Iterator<Item = &'a Entry>) -> BTreeMap<(Site, Kind), usize> {
    let (mut sites, mut lines) = (BTreeMap::new(), BTreeMap::new());
    for entry in entries {
        let site = *sites.entry((entry.site.file(), entry.site.line())).or_insert(entry.site);
        *lines.entry((site, entry.kind)).or_insert(0) += 1;
    }
    lines
}

/// `3 ` if it is more than one.
struct Times(usize);

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 1 { Ok(()) } else { write!(f, "{} ", self.0) }
    }
}
