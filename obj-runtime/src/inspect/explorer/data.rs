//! What the page is told: what it begins with, and elements of their own for what it reads when it is asked for.

use std::fmt::{self, Display, Write};

use super::base64::write_bytes;
use super::{classes, columns};
use crate::inspect::questions::cycles::Cycle;
use crate::inspect::questions::diff::{Diff, TypeChange};
use crate::inspect::snapshot::Snapshot;
use crate::inspect::snapshot::names::Open;
use crate::inspect::snapshot::node::{Edge, Node};
use crate::inspect::writing::escape::Json;
use crate::inspect::writing::visible::{Shortened, Visible};

/// So many cycles are told of, the largest, and so many members and edges of each.
const CYCLES: usize = 100;
const MEMBERS: usize = 30;

/// What the page begins with, as an element.
pub(super) fn rest(snapshot: &Snapshot, diff: Option<&Diff<'_>>) -> String {
    let mut out = String::new();
    // Writing into a text does not fail.
    let _ = element(&mut out, "rest", |out| write_rest(snapshot, diff, out));
    out
}

/// The elements of what is read later.
pub(super) fn columns(snapshot: &Snapshot, diff: Option<&Diff<'_>>) -> String {
    let mut out = String::new();
    let (values, texts) = columns::of_values(snapshot);
    let columns = columns::of_nodes(snapshot, diff).into_iter().chain(columns::of_edges(snapshot));
    for (name, numbers) in columns.chain([("value", values)]) {
        let _ = write!(out, "<script type=\"text/plain\" id=\"column-{name}\">");
        write_bytes(&numbers.0, &mut out);
        out.push_str("</script>\n");
    }
    let _ = element(&mut out, "values", |out| list(texts.iter().map(|text| shown(text)), out));
    let _ = element(&mut out, "keys", |out| list(snapshot.names.texts().iter().map(|text| shown(text)), out));
    out
}

/// An element with data in JSON.
fn element(out: &mut String, name: &str, write: impl FnOnce(&mut String) -> fmt::Result) -> fmt::Result {
    write!(out, "<script type=\"application/json\" id=\"{name}\">")?;
    write(out)?;
    out.write_str("</script>\n")
}

fn write_rest(snapshot: &Snapshot, diff: Option<&Diff<'_>>, out: &mut String) -> fmt::Result {
    write!(out, "{{\"objects\":{},\"edge_count\":{}", snapshot.len(), snapshot.edge_count())?;
    let roots = snapshot.nodes().filter(|node| node.outside() > 0).count();
    write!(out, ",\"bytes\":{},\"roots\":{roots},\"types\":", snapshot.size())?;
    list(snapshot.kinds.iter().map(|kind| shown(kind.name)), out)?;
    out.write_str(",\"classes\":")?;
    list(classes::largest(snapshot).iter(), out)?;
    out.write_str(",\"ways\":")?;
    list(snapshot.names.open_ways().into_iter().map(|(way, open)| way_in_json(&way, open)), out)?;
    out.write_str(",\"cycles\":")?;
    let mut cycles = snapshot.cycles();
    cycles.sort_by_key(|cycle| std::cmp::Reverse(cycle.members().len()));
    let count = cycles.len();
    list(cycles.iter().take(CYCLES).map(cycle_in_json), out)?;
    write!(out, ",\"cycle_count\":{count}")?;
    if let Some(diff) = diff {
        out.write_str(",\"changes\":")?;
        list(diff.types().iter().map(change_in_json), out)?;
    }
    out.write_char('}')
}

fn change_in_json(change: &TypeChange) -> String {
    let TypeChange { name, before, after, made, gone, growth, .. } = change;
    format!("[{},{before},{after},{made},{gone},{growth}]", shown(name))
}

/// `[…]`
fn list<T: Display>(items: impl Iterator<Item = T>, out: &mut String) -> fmt::Result {
    out.write_char('[')?;
    for (at, item) in items.enumerate() {
        write!(out, "{}{item}", if at == 0 { "" } else { "," })?;
    }
    out.write_char(']')
}

fn shown(text: &str) -> String {
    Json(&Shortened(text, 200).to_string()).to_string()
}

fn way_in_json(way: &str, open: Open) -> String {
    let code = match open {
        Open::Nothing => 0,
        Open::Number => 1,
        Open::Text => 2,
        Open::Key => 3,
    };
    format!("[{},{code}]", Json(&Visible(way).to_string()))
}

/// Members, bytes, whether it is garbage, some of the members, what would break it.
fn cycle_in_json(cycle: &Cycle<'_>) -> String {
    let (mut members, mut edges) = (String::new(), String::new());
    let _ = list(cycle.members().take(MEMBERS).map(|node: Node<'_>| node.index), &mut members);
    let mut fields: Vec<(String, usize)> = Vec::new();
    for field in cycle.breaking_edges().into_iter().map(Edge::field) {
        match fields.iter_mut().find(|(known, _)| *known == field) {
            Some((_, count)) => *count += 1,
            None => fields.push((field, 1)),
        }
    }
    let _ = list(fields.iter().take(MEMBERS).map(|(field, count)| format!("[{},{count}]", shown(field))), &mut edges);
    let (count, size, is_garbage) = (cycle.members().len(), cycle.size(), u8::from(cycle.is_garbage()));
    format!("[{count},{size},{is_garbage},{members},{edges}]")
}
