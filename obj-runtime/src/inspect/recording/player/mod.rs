//! The recording as one page for a browser: no network, no other files.

mod data;
mod json;

use std::io;

use crate::inspect::recording::log::Log;
use crate::inspect::writing::escape::Xml;
use crate::inspect::writing::template::fill;
use crate::inspect::writing::visible::Visible;

const PAGE: &str = concat!(include_str!("../../writing/head.html"), include_str!("page.html"));
const STYLE: &str = include_str!("page.css");

/// The script of the page: one scope, in this order.
const SCRIPTS: [&str; 11] = [
    include_str!("data.js"),
    include_str!("words.js"),
    include_str!("replay.js"),
    include_str!("stops.js"),
    include_str!("graph.js"),
    include_str!("layout.js"),
    include_str!("shapes.js"),
    include_str!("arrows.js"),
    include_str!("code.js"),
    include_str!("panels.js"),
    include_str!("moving.js"),
];

/// So many events are in a page at most: the last ones.
const EVENTS: usize = 20_000;

impl Log {
    /// Writes the recording as one HTML page, which plays it step by step, forwards and backwards: the names on the left, the
    /// objects with their plain values on the right, each in its place through the whole recording. Beside it stands the text of the units of
    /// [`graph!`](crate::graph), with the line that was just run and the next one, and what they have printed. A step is a
    /// statement, or a line of Rust; the page can show each single event, too. [Marks](super::mark) are chapters.
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
        let data = data::written(self);
        let title = Xml(Visible(title)).to_string();
        let part = |name: &str| match name {
            "title" => vec![title.as_str()],
            "style" => vec![STYLE],
            "data" => vec![data.as_str()],
            _ => SCRIPTS.to_vec(),
        };
        fill(PAGE, part, writer)
    }
}
