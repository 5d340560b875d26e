//! The recording as one page for a browser: no network, no other files.

use std::collections::{BTreeSet, HashMap};
use std::fmt::{self, Write as _};
use std::io;

use super::edges::HeldThere;
use super::event::{Event, EventKind};
use super::log::Log;
use super::seen::Sharing;
use crate::inspect::writing::escape::{Json, Xml};
use crate::inspect::writing::visible::Visible;
use crate::ledger::Site;

const PAGE: &str = include_str!("player/player.html");
const STYLE: &str = include_str!("player/player.css");
const SCRIPT: &str = include_str!("player/player.js");

/// So many events are in a page at most: the last ones.
const EVENTS: usize = 20_000;

impl Log {
    /// Writes the recording as one HTML page, which plays it step by step, forwards and backwards: the handles outside
    /// on the left, the objects on the right, each in its place through the whole recording.
    ///
    /// The page has no other files and needs no network. Of long recordings, it has the last 20,000 events.
    ///
    /// # Errors
    /// If writing fails.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect;
    /// use obj_runtime::prelude::*;
    ///
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// drop(text);
    /// let mut page = Vec::new();
    /// recording.finish().write_html("A text", &mut page)?;
    /// assert!(page.starts_with(b"<!DOCTYPE html>"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_html(&self, title: &str, writer: &mut impl io::Write) -> io::Result<()> {
        let mut data = String::new();
        // Writing into a text does not fail.
        let _ = Data::of(self).write(&mut data);
        let title = Xml(Visible(title)).to_string();
        let mut rest = PAGE;
        while let Some((before, after)) = rest.split_once("{{") {
            writer.write_all(before.as_bytes())?;
            let Some((name, after)) = after.split_once("}}") else { unreachable!("the template closes each name") };
            let part = match name {
                "title" => &title,
                "style" => STYLE,
                "data" => &data,
                _ => SCRIPT,
            };
            writer.write_all(part.as_bytes())?;
            rest = after;
        }
        writer.write_all(rest.as_bytes())
    }
}

/// So many characters of a text are shown.
const LONGEST: usize = 300;

/// A text for the script of the page, which shows it on one line.
fn shown_text(text: &str) -> String {
    let shown = |char| match char {
        '\n' => '⏎',
        // What would change the direction of other text.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => '·',
        char => char,
    };
    Json(&text.chars().take(LONGEST).map(shown).collect::<String>()).to_string()
}

/// The texts and lines of the page, each once.
#[derive(Default)]
struct Texts<'a> {
    all: Vec<&'a str>,
    known: HashMap<&'a str, usize>,
}

impl<'a> Texts<'a> {
    fn index(&mut self, text: &'a str) -> usize {
        *self.known.entry(text).or_insert_with(|| {
            self.all.push(text);
            self.all.len() - 1
        })
    }

    fn write(&self, name: &str, out: &mut String) -> fmt::Result {
        write_list(name, self.all.iter(), out, |text, out| out.write_str(&shown_text(text)))
    }
}

/// What the page is told.
struct Data<'a> {
    log: &'a Log,
    types: Texts<'a>,
    texts: Texts<'a>,
    sites: Vec<Site>,
    known_sites: HashMap<Site, usize>,
}

impl<'a> Data<'a> {
    fn of(log: &'a Log) -> Self {
        Self { log, types: Texts::default(), texts: Texts::default(), sites: Vec::new(), known_sites: HashMap::new() }
    }

    fn site(&mut self, site: Option<Site>) -> isize {
        let Some(site) = site else { return -1 };
        let sites = &mut self.sites;
        let index = *self.known_sites.entry(site).or_insert_with(|| {
            sites.push(site);
            sites.len() - 1
        });
        index.cast_signed()
    }

    fn write(mut self, out: &mut String) -> fmt::Result {
        let log = self.log;
        let skipped = log.events.len().saturating_sub(EVENTS);
        let mut base = log.base.clone();
        log.events.iter().take(skipped).for_each(|event| base.apply(event, &log.texts));
        write!(out, "{{\"lost\":{}", log.lost() + skipped as u64)?;
        let ends = |((holder, _), held): (&(u64, String), &HeldThere)| [*holder, held.object];
        let at_edges: BTreeSet<u64> = base.edges.iter().flat_map(ends).collect();
        let shown = log.objects.iter().filter(|(serial, known)| known.is_recorded || at_edges.contains(serial));
        write_list("objects", shown, out, |(serial, known), out| {
            let (type_index, site) = (self.types.index(known.type_name), self.site(known.made_at));
            let value = self.texts.index(known.value.as_deref().unwrap_or(""));
            let sharing = known.sharing.map_or(0, Sharing::code);
            write!(out, "[{serial},{type_index},{site},{},{value},{sharing}]", base.counts.get(serial).unwrap_or(&0))
        })?;
        write_list("early", base.handles.iter(), out, |(handle, &(object, site)), out| {
            let site = self.site(Some(site));
            write!(out, "[{handle},{object},{site}]")
        })?;
        write_list("edges", base.edges.iter(), out, |((holder, place), held), out| {
            write!(out, "[{holder},{},{},{}]", shown_text(place), held.object, held.handle)
        })?;
        write_list("events", log.events().skip(skipped), out, |event, out| self.write_event(&event, out))?;
        self.types.write("types", out)?;
        self.texts.write("texts", out)?;
        write_list("sites", self.sites.iter(), out, |site, out| out.write_str(&shown_text(&site.to_string())))?;
        out.write_char('}')
    }

    fn write_event(&mut self, event: &Event<'a>, out: &mut String) -> fmt::Result {
        let stored = event.stored;
        let (site, text) = (self.site(event.site()), self.texts.index(event.text));
        let words = event.to_string();
        let (kind, number) = (stored.kind.code(), stored.number);
        write!(
            out,
            "[{},{kind},{},{},{number},{site},{text},{}]",
            stored.step,
            stored.object,
            stored.handle,
            shown_text(&words)
        )
    }
}

/// `,"name":[…]`
fn write_list<T>(
    name: &str,
    items: impl Iterator<Item = T>,
    out: &mut String,
    mut write_item: impl FnMut(T, &mut String) -> fmt::Result,
) -> fmt::Result {
    write!(out, ",\"{name}\":[")?;
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.write_char(',')?;
        }
        write_item(item, out)?;
    }
    out.write_char(']')
}

/// The script knows the kinds by these numbers.
const _: () = assert!(
    EventKind::Made as u8 == 0
        && EventKind::Dropped as u8 == 5
        && EventKind::Freed as u8 == 7
        && EventKind::Set as u8 == 8
        && EventKind::CollectionBegan as u8 == 10
        && EventKind::Mark as u8 == 12
        && EventKind::Named as u8 == 13
);
