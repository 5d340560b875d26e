//! The report of what a scope has left behind: what is held first, with what it keeps alive.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use super::leaks::{Cause, Holder, LeakedHandle, LeakedObject, Leaks};
use crate::inspect::writing::bytes::Bytes;
use crate::inspect::writing::count::CountIn;
use crate::inspect::writing::visible::Visible;
use crate::ledger::{ARE_TRACED, Site};

/// So many objects, holders and types are listed of each kind.
const LISTED: usize = 5;
/// So many groups of held objects, and so many handles.
const GROUPS: usize = 20;

/// Objects that are alike to the reader: of one type, made at one line, held alike.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Likeness<'a> {
    type_name: &'static str,
    made_at: Option<Site>,
    refcount: usize,
    holders: BTreeMap<&'a Holder, usize>,
}

impl LeakedObject {
    fn likeness(&self) -> Likeness<'_> {
        let mut holders = BTreeMap::new();
        self.holders.iter().for_each(|holder| *holders.entry(holder).or_default() += 1);
        Likeness { type_name: self.name.type_name, made_at: self.made_at, refcount: self.refcount, holders }
    }
}

/// The objects and bytes of each type.
#[derive(Default)]
struct Totals(BTreeMap<&'static str, (usize, usize)>);

impl Totals {
    fn of<'a>(objects: impl Iterator<Item = &'a LeakedObject>) -> Self {
        let mut totals = Self::default();
        for object in objects {
            let (count, bytes) = totals.0.entry(object.name.type_name).or_default();
            *count += 1;
            *bytes += object.size;
        }
        totals
    }

    fn objects(&self) -> usize {
        self.0.values().map(|(count, _)| count).sum()
    }

    fn bytes(&self) -> usize {
        self.0.values().map(|(_, bytes)| bytes).sum()
    }

    /// A line for each type, the most frequent first, with numbers below each other.
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows: Vec<_> = self.0.iter().collect();
        rows.sort_by_key(|(name, (count, _))| (std::cmp::Reverse(*count), **name));
        let names = rows.iter().map(|(name, _)| Visible(name).to_string().chars().count());
        let (width, digits) =
            (names.max().unwrap_or(0), rows.first().map_or(1, |(_, (count, _))| count.to_string().len()));
        for (name, (count, bytes)) in rows.iter().take(LISTED) {
            let (name, bytes) = (Visible(name).to_string(), Bytes(*bytes).to_string());
            writeln!(f, "      {count:>digits$} {name:<width$} {bytes:>10}")?;
        }
        match rows.len().saturating_sub(LISTED) {
            0 => Ok(()),
            more => writeln!(f, "      and {}", CountIn(more, "more type", "more types")),
        }
    }
}

impl Leaks {
    /// The held objects by likeness, those first that keep most alive; each with what it keeps.
    fn groups(&self) -> Vec<(Likeness<'_>, Vec<&LeakedObject>, Totals)> {
        let mut kept: BTreeMap<usize, Vec<&LeakedObject>> = BTreeMap::new();
        let mut groups: BTreeMap<Likeness<'_>, Vec<usize>> = BTreeMap::new();
        for (index, object) in self.objects.iter().enumerate() {
            match object.cause {
                Cause::Held => groups.entry(object.likeness()).or_default().push(index),
                Cause::KeptBy(holder) => kept.entry(holder).or_default().push(object),
                _ => {}
            }
        }
        let group = |(likeness, indices): (_, Vec<usize>)| {
            let totals = Totals::of(indices.iter().flat_map(|index| kept.get(index)).flatten().copied());
            (likeness, indices.iter().map(|&index| &self.objects[index]).collect::<Vec<_>>(), totals)
        };
        let mut groups: Vec<_> = groups.into_iter().map(group).collect();
        groups.sort_by_key(|(_, objects, kept)| std::cmp::Reverse(kept.objects() + objects.len()));
        groups
    }

    fn write_groups(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups = self.groups();
        for (likeness, objects, kept) in groups.iter().take(GROUPS) {
            write_group(f, likeness, objects, kept, "")?;
        }
        if groups.len() > GROUPS {
            let objects: usize = groups[GROUPS..].iter().map(|(_, objects, _)| objects.len()).sum();
            writeln!(f, "  and {} held otherwise", CountIn(objects, "more object is", "more objects are"))?;
        }
        let several = Totals::of(self.objects.iter().filter(|object| object.cause == Cause::KeptBySeveral));
        if several.objects() > 0 {
            writeln!(f, "  {} kept alive by several of these", CountIn(several.objects(), "object is", "objects are"))?;
            several.write(f)?;
        }
        Ok(())
    }

    /// What nothing holds.
    fn write_cycles(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut groups: BTreeMap<&str, Vec<&LeakedObject>> = BTreeMap::new();
        let garbage = self.objects.iter().filter(|object| object.cause == Cause::Cycle);
        garbage.for_each(|object| groups.entry(object.name.type_name).or_default().push(object));
        let note = ": a garbage cycle holds it, which `gc::collect()` frees";
        for objects in groups.values() {
            for object in objects.iter().take(LISTED) {
                write_group(f, &object.likeness(), &[object], &Totals::default(), note)?;
            }
            if objects.len() > LISTED {
                let name = Visible(objects[0].name.type_name);
                writeln!(f, "  and {} more {name} in garbage cycles", objects.len() - LISTED)?;
            }
        }
        Ok(())
    }
}

fn write_group(
    f: &mut fmt::Formatter<'_>,
    likeness: &Likeness<'_>,
    objects: &[&LeakedObject],
    kept: &Totals,
    note: &str,
) -> fmt::Result {
    let Likeness { type_name, made_at, refcount, holders } = likeness;
    write!(f, "  {} {}: {}, refcount {refcount}", objects.len(), Visible(type_name), numbers(objects))?;
    if let Some(site) = made_at {
        write!(f, ", made at {site}")?;
    }
    if kept.objects() > 0 {
        let (keep, others) =
            (if objects.len() == 1 { "keeps" } else { "keep" }, CountIn(kept.objects(), "other", "others"));
        write!(f, ", {keep} {others} alive ({})", Bytes(kept.bytes()))?;
    }
    writeln!(f, "{note}")?;
    for (holder, count) in holders.iter().take(LISTED) {
        let each = if objects.len() == 1 { "" } else { "each " };
        match count {
            1 => writeln!(f, "    {each}{holder}")?,
            count => writeln!(f, "    {each}{count} times {holder}")?,
        }
    }
    if holders.len() > LISTED {
        writeln!(f, "    and {} more", holders.len() - LISTED)?;
    }
    kept.write(f)
}

/// `#3, #4, #5 and 37 more`
fn numbers(objects: &[&LeakedObject]) -> String {
    let mut numbers: Vec<u64> = objects.iter().map(|object| object.name.serial).collect();
    numbers.sort_unstable();
    let mut text = String::new();
    for (at, number) in numbers.iter().take(LISTED).enumerate() {
        let _ = write!(text, "{}#{number}", if at == 0 { "" } else { ", " });
    }
    if numbers.len() > LISTED {
        let _ = write!(text, " and {} more", numbers.len() - LISTED);
    }
    text
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
        self.write_groups(f)?;
        self.write_cycles(f)?;
        for LeakedHandle { object, holder } in self.handles.iter().take(GROUPS) {
            writeln!(f, "  {object}, from before, {holder}")?;
        }
        if self.handles.len() > GROUPS {
            writeln!(f, "  and {} more handles", self.handles.len() - GROUPS)?;
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
