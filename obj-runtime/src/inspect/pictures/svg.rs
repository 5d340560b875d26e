//! Pictures in SVG.

use std::fmt::{self, Display, Write};

use super::layout::{LINE, Layout, PADDING, PlacedBox, width_of};
use super::scene::{Content, Scene, SceneBox, called_outside};
use super::{Colours, Picture};
use crate::inspect::snapshot::node::Node;
use crate::inspect::writing::count::Count;
use crate::inspect::writing::escape::Xml;
use crate::inspect::writing::visible::Shortened;

/// How objects look.
const LIGHT: &str = "
.obj-graph { font: 12px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; color: #1d2733; background: #ffffff; }
.obj-graph text { fill: currentColor; }
.obj-graph .box { fill: #f2f6fa; stroke: #5b7083; }
.obj-graph .head { font-weight: bold; }
.obj-graph .note { fill: #52616f; }
.obj-graph .line { stroke: #c9d3dc; }
.obj-graph .edge { fill: none; stroke: #2f6690; stroke-width: 1.4; }
.obj-graph .tip { fill: #2f6690; }
.obj-graph .weak { stroke-dasharray: 4 3; }
.obj-graph .outside .box { fill: #fdf3dc; stroke: #b07d12; }
.obj-graph .fold .box { stroke-dasharray: 5 3; }
.obj-graph .immortal .box, .obj-graph .shared .box { fill: #e9e9e9; stroke: #8a8a8a; }
.obj-graph .garbage .box { fill: #fdecea; stroke: #b3261e; }
.obj-graph .garbage .edge { stroke: #b3261e; }
.obj-graph .garbage .tip { fill: #b3261e; }
";

/// What is different in dark surroundings.
const DARK: &str = "
.obj-graph { color: #e3e9ef; background: #14191f; }
.obj-graph .box { fill: #1f2933; stroke: #7f95a8; }
.obj-graph .note { fill: #a5b3c0; }
.obj-graph .line { stroke: #3a4855; }
.obj-graph .edge { stroke: #7fb5dd; }
.obj-graph .tip { fill: #7fb5dd; }
.obj-graph .outside .box { fill: #3a2f14; stroke: #d9a441; }
.obj-graph .immortal .box, .obj-graph .shared .box { fill: #2b2b2b; stroke: #9a9a9a; }
.obj-graph .garbage .box { fill: #3a1a18; stroke: #f2857c; }
.obj-graph .garbage .edge { stroke: #f2857c; }
.obj-graph .garbage .tip { fill: #f2857c; }
";

fn style(colours: Colours) -> String {
    match colours {
        Colours::Any => format!("{LIGHT}@media (prefers-color-scheme: dark) {{{DARK}}}\n"),
        Colours::Light => LIGHT.to_owned(),
        Colours::Dark => format!("{LIGHT}{DARK}"),
    }
}

impl Picture<'_> {
    /// The picture in SVG, to be shown by a browser or put into a page: without scripts, in light and dark colours.
    ///
    /// Each box is an object with its refcount; each row a field. Dashed arrows are weak handles, red boxes garbage, grey ones
    /// small values of a cache, constants and immortal objects, dashed boxes stand for objects that are not shown.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let (home, music) = (Obj::new(Folder::default()), Obj::new(Folder::default()));
    /// home.entries.push(music.clone());
    /// let snapshot = inspect::snapshot();
    /// assert!(snapshot.picture().to_svg().starts_with("<svg"));
    /// ```
    #[must_use]
    pub fn to_svg(&self) -> String {
        let scene = Scene::of(self);
        let drawing = Drawing { layout: Layout::of(&scene), scene, colours: self.colours };
        let mut svg = String::new();
        // A string takes everything.
        let _ = drawing.write(&mut svg);
        svg
    }
}

struct Drawing<'a> {
    scene: Scene<'a>,
    layout: Layout,
    colours: Colours,
}

impl Drawing<'_> {
    fn write(&self, svg: &mut String) -> fmt::Result {
        let notes = self.notes();
        let widest = notes.iter().map(|note| width_of(note) + 2 * Layout::notes_x()).max().unwrap_or(0);
        let (width, below) = (self.layout.width.max(widest), self.layout.height);
        let height = below + LINE * (notes.len() as i32 + 1);
        writeln!(
            svg,
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="obj-graph" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}">"#
        )?;
        writeln!(svg, "<title>Objects and the handles between them</title>")?;
        writeln!(svg, "<desc>{}</desc>", Xml(self.summary()))?;
        writeln!(svg, "<style>{}</style>", style(self.colours))?;
        for (index, scene_box) in self.scene.boxes.iter().enumerate() {
            self.write_links(svg, index, scene_box)?;
        }
        for (place, scene_box) in self.layout.places.iter().zip(&self.scene.boxes) {
            write_box(svg, place, scene_box)?;
        }
        write_notes(svg, below, &notes)?;
        writeln!(svg, "</svg>")
    }

    /// What a reader that does not see the picture is told.
    fn summary(&self) -> String {
        let objects = self.scene.boxes.iter().filter(|scene_box| matches!(scene_box.content, Content::Object(_)));
        let garbage = self.scene.boxes.iter().filter(|scene_box| scene_box.content.is_garbage()).count();
        let mut summary = format!("{} shown", Count(objects.count(), "object"));
        for scene_box in &self.scene.boxes {
            if let Content::Fold { type_name, objects, .. } = scene_box.content {
                let name = Shortened(type_name.unwrap_or("others"), 60);
                let _ = write!(summary, "; {objects} more {name}");
            }
        }
        if garbage > 0 {
            summary += "; red: garbage, which nothing outside leads to";
        }
        if self.scene.left_out > 0 {
            let _ = write!(summary, "; {} not shown", Count(self.scene.left_out, "object"));
        }
        summary
    }

    /// The arrows from a box, and the one from the handles outside to it.
    fn write_links(&self, svg: &mut String, index: usize, scene_box: &SceneBox<'_>) -> fmt::Result {
        let from = &self.layout.places[index];
        if let Content::Object(node) = scene_box.content
            && node.is_root()
        {
            write_outside(svg, from, node)?;
        }
        writeln!(svg, r#"<g class="{}">"#, class_of(&scene_box.content))?;
        for (row, content) in scene_box.rows.iter().enumerate() {
            for link in &content.links {
                let to = &self.layout.places[link.to];
                write_arrow(svg, if link.weak { "edge weak" } else { "edge" }, from, from.row_y(row), to)?;
            }
        }
        writeln!(svg, "</g>")
    }

    /// What the colours mean, and what is not shown: in lines that are as wide as the picture, or as wide as they are read well.
    fn notes(&self) -> Vec<String> {
        let arrows = "solid arrow: handle; dashed arrow: weak handle; left: handles outside";
        let width = self.layout.width.max(WIDTH_OF_NOTES) - 2 * Layout::notes_x();
        let summary = self.summary();
        [summary.as_str(), arrows].into_iter().flat_map(|note| in_lines(note, width)).collect()
    }
}

/// The parts of a note in lines of at most this width, if each part fits.
fn in_lines(note: &str, width: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in note.split("; ") {
        match lines.last_mut() {
            Some(line) if width_of(line) + width_of(part) + LINE < width => *line = format!("{line}; {part}"),
            _ => lines.push(part.to_owned()),
        }
    }
    lines
}

/// Notes are so wide at least.
const WIDTH_OF_NOTES: i32 = 420;

fn write_notes(svg: &mut String, y: i32, notes: &[String]) -> fmt::Result {
    for (index, line) in notes.iter().enumerate() {
        let y = y + LINE * (index as i32 + 1);
        writeln!(svg, r#"<text class="note" x="{}" y="{y}">{}</text>"#, Layout::notes_x(), Xml(line))?;
    }
    Ok(())
}

/// The classes of a box in the style sheet.
fn class_of(content: &Content<'_>) -> &'static str {
    match content {
        _ if content.is_garbage() => match content {
            Content::Object(_) => "object garbage",
            Content::Fold { .. } => "fold garbage",
        },
        Content::Fold { .. } => "fold",
        Content::Object(node) if node.is_immortal() => "object immortal",
        Content::Object(node) if node.is_held_by_runtime() => "object shared",
        Content::Object(_) => "object",
    }
}

/// The box of the handles outside, and its arrow.
fn write_outside(svg: &mut String, to: &PlacedBox, node: Node<'_>) -> fmt::Result {
    let (x, y, width) = (Layout::outside_x(to), to.head_y() - LINE / 2 - 2, Layout::outside_width());
    let (text, width_of_text) = (called_outside(node), (width - 2 * PADDING) as usize / 7);
    writeln!(svg, r#"<g class="outside"><title>{}: outside of objects</title>"#, Xml(&text))?;
    let text = Shortened(&text, width_of_text).to_string();
    writeln!(svg, r#"<rect class="box" x="{x}" y="{y}" width="{width}" height="{}" rx="10"/>"#, LINE + 4)?;
    write_text(svg, "", x + PADDING, to.head_y(), &text)?;
    let end = to.x - TIP;
    writeln!(svg, r#"<path class="edge" d="M{} {} H{end}"/>"#, x + width, to.head_y())?;
    write_tip(svg, to.x, to.head_y(), -1)?;
    writeln!(svg, "</g>")
}

fn write_box(svg: &mut String, place: &PlacedBox, scene_box: &SceneBox<'_>) -> fmt::Result {
    let PlacedBox { x, y, width, height, head, .. } = place;
    writeln!(svg, r#"<g class="{}">"#, class_of(&scene_box.content))?;
    if let Content::Object(node) = scene_box.content {
        let title = format!("{}, {}", Shortened(&node.to_string(), TITLE), Count(node.size(), "byte"));
        writeln!(svg, "<title>{}</title>", Xml(title))?;
    }
    writeln!(svg, r#"<rect class="box" x="{x}" y="{y}" width="{width}" height="{height}" rx="4"/>"#)?;
    for (index, line) in head.iter().enumerate() {
        let class = if index == 0 { "head" } else { "note" };
        write_text(svg, class, x + PADDING, y + PADDING + LINE * index as i32 + LINE / 2, line)?;
    }
    if !scene_box.rows.is_empty() {
        let line = y + PADDING + LINE * head.len() as i32 + PADDING / 2;
        writeln!(svg, r#"<path class="line" d="M{x} {line} h{width}"/>"#)?;
    }
    for (index, row) in scene_box.rows.iter().enumerate() {
        write_text(svg, "", x + PADDING, place.row_y(index), &row.text)?;
    }
    writeln!(svg, "</g>")
}

/// A line of text whose middle is at `y`.
fn write_text(svg: &mut String, class: &str, x: i32, y: i32, text: &impl Display) -> fmt::Result {
    let class = if class.is_empty() { String::new() } else { format!(r#" class="{class}""#) };
    writeln!(svg, r#"<text{class} x="{x}" y="{}">{}</text>"#, y + 4, Xml(text))
}

/// So many characters of a title are shown.
const TITLE: usize = 300;

/// The length of the tip of an arrow.
const TIP: i32 = 8;

/// An arrow from a row of a box to the first line of another.
fn write_arrow(svg: &mut String, class: &str, from: &PlacedBox, y: i32, to: &PlacedBox) -> fmt::Result {
    let (right, target_y) = (from.x + from.width, to.head_y());
    let target_right = to.x + to.width;
    // To the right it arrives on the left side; otherwise it leaves and arrives where the boxes face each other.
    let (start, bend, end, arrives_from) = if to.column > from.column {
        let end = to.x - TIP;
        (right, [right + 40, end - 40], end, -1)
    } else if to.column == from.column {
        let end = target_right + TIP;
        (right, [right.max(target_right) + 45, right.max(target_right) + 45], end, 1)
    } else {
        let end = target_right + TIP;
        (from.x, [from.x - 40, end + 40], end, 1)
    };
    let [first, second] = bend;
    writeln!(svg, r#"<path class="{class}" d="M{start} {y} C{first} {y} {second} {target_y} {end} {target_y}"/>"#)?;
    write_tip(svg, end - TIP * arrives_from, target_y, arrives_from)
}

/// The tip of an arrow that comes from the left (-1) or the right (1) and ends at `x`.
fn write_tip(svg: &mut String, x: i32, y: i32, from: i32) -> fmt::Result {
    let back = x + TIP * from;
    writeln!(svg, r#"<path class="tip" d="M{x} {y} L{back} {} V{} Z"/>"#, y - 4, y + 4)
}
