//! Who took each of the handles to one object.

use std::collections::BTreeMap;
use std::fmt;

use super::lines::traces_refs;
use crate::inspect::walk::{self, HeapObject};
use crate::ledger::{self, ARE_TRACED, Keeper, Kind, OpenHandle, Site, Token};
use crate::object::any::AnyObj;

/// Who took each of the handles to one object, as far as that is known: without `trace-refs`, only what the runtime
/// keeps.
///
/// Each count of the object that is in no object is told once: refcount = handles inside objects + `lines` +
/// `unrecorded` + `keepers` + `by_finalizer` + `raw` + `surplus`.
#[derive(Debug)]
pub(in crate::inspect) struct HandleAccount {
    pub(in crate::inspect) made_at: Option<Site>,
    /// The line that took each handle inside an object, in the order in which a walk over the heap meets them; none without
    /// `trace-refs`.
    pub(in crate::inspect) inside: Vec<Option<(Site, Kind)>>,
    /// The lines that took open handles outside, how, and how many.
    pub(in crate::inspect) lines: BTreeMap<(Site, Kind), usize>,
    pub(in crate::inspect) keepers: BTreeMap<Keeper, usize>,
    /// What the runtime holds while a finalizer runs.
    pub(in crate::inspect) by_finalizer: usize,
    pub(in crate::inspect) raw: usize,
    /// Handles outside that were taken while no lines were remembered.
    pub(in crate::inspect) unrecorded: usize,
    /// The refcount less everything else.
    pub(in crate::inspect) surplus: isize,
    immortal: bool,
}

impl HandleAccount {
    /// Looks at the heap and the open handles. `edges` is the number of handles inside objects.
    pub(in crate::inspect) fn of(object: &AnyObj, edges: usize) -> Self {
        let object = HeapObject::of_handle(object.handle());
        let (header, record) = (object.header(), &object.header().record);
        let mut open: BTreeMap<Token, OpenHandle> =
            ledger::open_handles().filter(|(_, handle)| handle.object == record.serial()).collect();
        let keepers = keepers_of(object, &mut open);
        let (inside, impossible) = handles_inside(object, &mut open);
        let raw = record.raw();
        // A unit keeps handles, the others keep bare counts.
        let units: usize = keepers.iter().filter(|(keeper, _)| matches!(keeper, Keeper::Unit(_))).map(|(_, n)| n).sum();
        let kept: usize = keepers.values().sum();
        let by_finalizer = (record.kept() as usize).saturating_sub(raw + kept - units);
        let known = edges - impossible.min(edges) + open.len() + kept + by_finalizer + raw;
        let rest = (header.count() as usize).cast_signed() - known.cast_signed();
        // What nobody knows of was taken while nothing was recorded, if there was such a time.
        let (unrecorded, surplus) = if record.is_fully_recorded() || rest < 0 { (0, rest) } else { (rest, 0) };
        Self {
            made_at: object.made_at(),
            inside,
            lines: by_line(open.values()),
            keepers,
            by_finalizer,
            raw,
            unrecorded: unrecorded.unsigned_abs(),
            surplus,
            immortal: header.is_immortal(),
        }
    }

    /// The refcount less all that is known of. Of an immortal object nothing is counted.
    pub(in crate::inspect) fn unexplained(&self) -> isize {
        if self.immortal { 0 } else { self.surplus }
    }

    /// What the runtime keeps.
    pub(in crate::inspect) fn kept(&self) -> usize {
        self.keepers.values().sum::<usize>() + self.by_finalizer
    }

    /// How and where each handle inside an object was taken, if that was recorded.
    pub(in crate::inspect) fn inside_in_words(&self) -> impl Iterator<Item = Option<String>> {
        self.inside.iter().map(|taken| taken.map(|(site, kind)| format!("{} at {site}", kind.in_words())))
    }

    /// Says who took the handles outside: a line for each that took some.
    pub(in crate::inspect) fn write_outside(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((site, kind), count) in &self.lines {
            writeln!(f, "      {}{} at {site}", Times(*count), kind.in_words())?;
        }
        for (keeper, count) in &self.keepers {
            writeln!(f, "      {}{keeper}", Times(*count))?;
        }
        if self.by_finalizer > 0 {
            writeln!(f, "      {}held by the runtime while a finalizer runs", Times(self.by_finalizer))?;
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
        if traces_refs() {
            let how = "`inspect::remember_lines` remembers those of later ones";
            return writeln!(f, "      {} taken while no lines were remembered ({how})", self.unrecorded);
        }
        let in_all = if self.kept() > 0 { format!("{} ", self.unrecorded) } else { String::new() };
        writeln!(f, "      {in_all}in variables, statics, closures, or fields that tracing skips")?;
        writeln!(f, "      (the feature `trace-refs` of `obj-runtime` names the line of each)")
    }
}

/// What the runtime keeps of the object's counts. The handles that it keeps are then no longer among the open ones. An
/// object is among the small values once, however often it is told.
fn keepers_of(object: HeapObject, open: &mut BTreeMap<Token, OpenHandle>) -> BTreeMap<Keeper, usize> {
    let mut keepers = BTreeMap::new();
    for kept in walk::kept().into_iter().filter(|kept| kept.object == object.pointer()) {
        let count = keepers.entry(kept.keeper).or_insert(0);
        *count = if kept.keeper == Keeper::SmallValues { 1 } else { *count + 1 };
        open.remove(&kept.token);
    }
    keepers
}

/// For each handle inside an object, the line that took it; it is then no longer among the open ones. And the number
/// of those that cannot be: of a handle that has ended, or was visited before.
fn handles_inside(object: HeapObject, open: &mut BTreeMap<Token, OpenHandle>) -> (Vec<Option<(Site, Kind)>>, usize) {
    let (mut inside, mut impossible) = (Vec::new(), 0);
    if !ARE_TRACED {
        return (inside, impossible);
    }
    for inner in walk::objects().flat_map(HeapObject::inner).filter(|inner| inner.target == object.pointer()) {
        let entry = open.remove(&inner.token);
        if entry.is_none() && inner.token != Token::NONE {
            impossible += 1;
        }
        inside.push(entry.map(|entry| (entry.site, entry.kind)));
    }
    (inside, impossible)
}

/// The number of handles that each line took. Several of one line are told together, whatever the column.
fn by_line<'a>(entries: impl Iterator<Item = &'a OpenHandle>) -> BTreeMap<(Site, Kind), usize> {
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
