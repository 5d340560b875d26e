//! A snapshot as one page for a browser: classes, what keeps what alive, cycles, what has changed since another.
//!
//! The page has the columns of the snapshot as they are, in base 64, reads each when it is asked for first, and asks its questions
//! itself; the table of types, who dominates whom and which edges break cycles is found out here.

mod base64;
mod classes;
mod columns;
mod data;

use std::io::{self, Write};

use super::questions::diff::{Diff, diff};
use super::snapshot::Snapshot;
use super::writing::escape::Xml;
use super::writing::template::fill;
use super::writing::visible::Visible;

const PAGE: &str = concat!(include_str!("../writing/head.html"), include_str!("page.html"));
const STYLE: &str = include_str!("page.css");

/// The script of the page: one scope, in this order.
const SCRIPTS: [&str; 4] =
    [include_str!("heap.js"), include_str!("words.js"), include_str!("views.js"), include_str!("main.js")];

impl Snapshot {
    /// Writes the snapshot as one HTML page: a table of classes, the dominator tree, who holds an object and what it holds, why
    /// it is alive, cycles with the edges that would break them, and a search.
    ///
    /// The page has no other files and needs no network. At a million objects it is some 30 MB.
    ///
    /// # Errors
    /// If writing fails.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect;
    /// use obj_runtime::prelude::*;
    ///
    /// let texts: Vec<Obj<Str>> = (0..10).map(|number| Obj::from(format!("text {number}"))).collect();
    /// let mut page = Vec::new(); // or `File::create("heap.html")?`
    /// inspect::snapshot().write_html("After loading", &mut page)?;
    /// assert!(page.starts_with(b"<!DOCTYPE html>"));
    /// # drop(texts);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_html(&self, title: &str, writer: &mut impl Write) -> io::Result<()> {
        self.write_page(title, None, writer)
    }

    /// The same with a comparison: what was made and what has gone since an earlier snapshot of the thread.
    ///
    /// # Errors
    /// If writing fails.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect;
    /// use obj_runtime::prelude::*;
    ///
    /// let before = inspect::snapshot();
    /// let text = Obj::<Str>::from("more text");
    /// let mut page = Vec::new();
    /// inspect::snapshot().write_html_since(&before, "What a request leaves", &mut page)?;
    /// # drop(text);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_html_since(&self, before: &Snapshot, title: &str, writer: &mut impl Write) -> io::Result<()> {
        self.write_page(title, Some(&diff(before, self)), writer)
    }

    fn write_page(&self, title: &str, diff: Option<&Diff<'_>>, writer: &mut impl Write) -> io::Result<()> {
        let (rest, columns) = (data::rest(self, diff), data::columns(self, diff));
        let title = Xml(Visible(title)).to_string();
        let part = |name: &str| match name {
            "title" => vec![title.as_str()],
            "style" => vec![STYLE],
            "rest" => vec![rest.as_str()],
            "columns" => vec![columns.as_str()],
            _ => SCRIPTS.to_vec(),
        };
        fill(PAGE, part, writer)
    }
}
