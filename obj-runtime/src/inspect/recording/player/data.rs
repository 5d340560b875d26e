//! What the page is told: numbers, and each text and line once. Handles have numbers of their own here, from 1.

use std::collections::{BTreeSet, HashMap};
use std::fmt::{self, Write};

use super::EVENTS;
use super::json::{shown_lines, shown_text, write_list};
use crate::inspect::recording::base::Base;
use crate::inspect::recording::edges::HeldThere;
use crate::inspect::recording::event::{EventKind, Stored};
use crate::inspect::recording::log::{Known, Log};
use crate::inspect::recording::telling::Source;
use crate::ledger::Site;

/// Things that are told of by number, each once.
struct Numbered<T> {
    all: Vec<T>,
    known: HashMap<T, usize>,
}

impl<T: Copy + Eq + std::hash::Hash> Numbered<T> {
    /// With what has the number 0.
    fn with(first: T) -> Self {
        Self { all: vec![first], known: HashMap::from([(first, 0)]) }
    }

    fn number(&mut self, item: T) -> usize {
        *self.known.entry(item).or_insert_with(|| {
            self.all.push(item);
            self.all.len() - 1
        })
    }
}

pub(super) struct Data<'a> {
    log: &'a Log,
    texts: Numbered<&'a str>,
    sites: Numbered<Option<Site>>,
    handles: Numbered<u64>,
}

/// The data of a recording, as JSON.
pub(super) fn written(log: &Log) -> String {
    let skipped = log.events.len().saturating_sub(EVENTS);
    let mut base = log.base.clone();
    log.events.iter().take(skipped).for_each(|event| base.apply(event, &log.texts));
    let before = log.fields_before(skipped);
    before.iter().for_each(|field| base.set_field(field, |index| &log.texts[index as usize]));
    let (texts, sites, handles) = (Numbered::with(""), Numbered::with(None), Numbered::with(0));
    let mut text = String::new();
    // Writing into a text does not fail.
    let _ = Data { log, texts, sites, handles }.write(skipped, &base, &mut text);
    text
}

impl<'a> Data<'a> {
    /// Writes the events but the first; `base` is what there was before the first of these.
    fn write(&mut self, skipped: usize, base: &'a Base, out: &mut String) -> fmt::Result {
        let log = self.log;
        write!(out, "{{\"lost\":{}", log.lost() + skipped as u64)?;
        let ends = |((holder, _), held): (&(u64, String), &HeldThere)| [*holder, held.object];
        let at_edges: BTreeSet<u64> = base.edges.iter().flat_map(ends).collect();
        let shown = log.objects.iter().filter(|(object, known)| known.is_recorded || at_edges.contains(object));
        write_list("objects", shown, out, |(object, known), out| self.write_object(*object, known, base, out))?;
        let early = base.handles.iter().filter(|(_, (object, _))| base.counts.contains_key(object));
        write_list("early", early, out, |(handle, &(object, site)), out| {
            let name = base.names.get(handle).map_or("", String::as_str);
            let (handle, site, name) = (self.handles.number(*handle), self.site(Some(site)), self.texts.number(name));
            write!(out, "[{handle},{object},{site},{name}]")
        })?;
        write_list("edges", base.edges.iter(), out, |((holder, place), held), out| {
            let (place, handle) = (self.texts.number(place), self.handles.number(held.handle));
            write!(out, "[{holder},{place},{},{handle}]", held.object)
        })?;
        let values = base.fields.iter().filter(|((object, _), _)| base.counts.contains_key(object));
        write_list("values", values, out, |((object, place), text), out| {
            let (place, text) = (self.texts.number(place), self.texts.number(text));
            write!(out, "[0,{object},{place},{text}]")
        })?;
        write_list("became", log.fields[log.fields_before(skipped).len()..].iter(), out, |field, out| {
            let [place, text] = field.texts.map(|text| self.texts.number(&log.texts[text as usize]));
            write!(out, "[{},{},{place},{text}]", field.after - log.lost() - skipped as u64, field.object)
        })?;
        write_list("events", log.events.iter().skip(skipped), out, |event, out| self.write_event(event, out))?;
        let told: Vec<u64> =
            log.kept.iter().copied().filter(|handle| self.handles.known.contains_key(handle)).collect();
        write_list("kept", told.into_iter(), out, |handle, out| write!(out, "{}", self.handles.number(handle)))?;
        write_list("texts", self.texts.all.iter(), out, |text, out| out.write_str(&shown_text(text)))?;
        write_list("sites", self.sites.all.iter(), out, |site, out| match site {
            Some(site) => write!(out, "[{},{}]", shown_text(site.file()), site.line()),
            None => out.write_str("null"),
        })?;
        write_list("sources", log.sources.iter(), out, |Source { file, first_line, text, unit_line }, out| {
            write!(out, "[{},{first_line},{unit_line},{}]", shown_text(file), shown_lines(text))
        })?;
        out.write_char('}')
    }

    /// The number of a line of the program; 0 if there is none.
    fn site(&mut self, site: Option<Site>) -> usize {
        self.sites.number(site.filter(Site::is_users))
    }

    fn write_object(&mut self, object: u64, known: &'a Known, base: &Base, out: &mut String) -> fmt::Result {
        let (type_name, site) = (self.texts.number(known.type_name), self.site(known.made_at));
        let value = self.texts.number(known.value.as_deref().unwrap_or(""));
        let (sharing, is_recorded) = (known.sharing, u8::from(known.is_recorded));
        let count = base.counts.get(&object).unwrap_or(&0);
        write!(out, "[{object},{type_name},{site},{count},{value},{sharing},{is_recorded}]")
    }

    /// `[kind, object, handle, number, site, text]`, without the zeros at the end.
    fn write_event(&mut self, event: &Stored, out: &mut String) -> fmt::Result {
        let has_line = event.kind.takes() || event.kind == EventKind::Statement;
        let (handle, site) = (self.handles.number(event.handle), self.site(event.site.filter(|_| has_line)));
        let text = self.texts.number(&self.log.texts[event.text as usize]);
        let row = [event.object, handle as u64, event.number, site as u64, text as u64];
        let used = row.iter().rposition(|number| *number != 0).map_or(0, |last| last + 1);
        write!(out, "[{}", event.kind.code())?;
        row[..used].iter().try_for_each(|number| write!(out, ",{number}"))?;
        out.write_char(']')
    }
}

/// The script knows the kinds by these numbers.
const _: () = {
    use EventKind::*;
    assert!(
        Made as u8 == 0
            && Cloned as u8 == 1
            && Read as u8 == 2
            && Found as u8 == 3
            && OfRaw as u8 == 4
            && Dropped as u8 == 5
            && Kept as u8 == 6
            && Freed as u8 == 7
            && Set as u8 == 8
            && Cleared as u8 == 9
            && CollectionBegan as u8 == 10
            && CollectionEnded as u8 == 11
            && Mark as u8 == 12
            && Named as u8 == 13
            && Held as u8 == 14
            && Statement as u8 == 15
            && UnitEnded as u8 == 16
            && Printed as u8 == 17
    );
};
