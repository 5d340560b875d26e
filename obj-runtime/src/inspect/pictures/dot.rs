//! Pictures in the language of Graphviz.

use std::fmt::{self, Write};

use super::layout::Layout;
use super::scene::{Content, Scene, SceneBox, called_outside};
use super::{Colours, Picture};
use crate::inspect::writing::count::Count;
use crate::inspect::writing::escape::Xml;

impl Picture<'_> {
    /// The picture in the language of Graphviz, for its `dot`, which takes long for more than a few hundred objects.
    ///
    /// Boxes, rows, arrows and colours mean what they mean in [`to_svg`](Self::to_svg).
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
    /// assert!(snapshot.picture().to_dot().starts_with("digraph"));
    /// ```
    #[must_use]
    pub fn to_dot(&self) -> String {
        let scene = Scene::of(self);
        let mut dot = String::new();
        // A string takes everything.
        let palette = if self.colours == Colours::Dark { &DARK } else { &LIGHT };
        let _ = write_graph(&mut dot, &scene, &Layout::of(&scene), palette);
        dot
    }
}

/// Colours, each with six digits, as Graphviz wants; of boxes, the ground and the line.
struct Palette {
    ground: &'static str,
    text: &'static str,
    edge: &'static str,
    plain: (&'static str, &'static str),
    shared: (&'static str, &'static str),
    garbage: (&'static str, &'static str),
    outside: (&'static str, &'static str),
}

const LIGHT: Palette = Palette::new(
    ["transparent", "#1d2733", "#2f6690"],
    [("#f2f6fa", "#5b7083"), ("#e9e9e9", "#8a8a8a"), ("#fdecea", "#b3261e"), ("#fdf3dc", "#b07d12")],
);

const DARK: Palette = Palette::new(
    ["#14191f", "#e3e9ef", "#7fb5dd"],
    [("#1f2933", "#7f95a8"), ("#2b2b2b", "#9a9a9a"), ("#3a1a18", "#f2857c"), ("#3a2f14", "#d9a441")],
);

impl Palette {
    /// The colours in the order of the fields.
    const fn new(
        [ground, text, edge]: [&'static str; 3],
        [plain, shared, garbage, outside]: [(&'static str, &'static str); 4],
    ) -> Self {
        Self { ground, text, edge, plain, shared, garbage, outside }
    }

    /// The colours of a box and its line.
    fn of(&self, content: &Content<'_>) -> (&'static str, &'static str) {
        match content {
            _ if content.is_garbage() => self.garbage,
            Content::Object(node) if node.is_immortal() || node.is_held_by_runtime() => self.shared,
            _ => self.plain,
        }
    }
}

fn write_graph(dot: &mut String, scene: &Scene<'_>, layout: &Layout, palette: &Palette) -> fmt::Result {
    let Palette { ground, text, edge, .. } = palette;
    writeln!(dot, "digraph objects {{")?;
    writeln!(dot, r#"  graph [rankdir=LR, bgcolor="{ground}", fontcolor="{text}"];"#)?;
    writeln!(dot, r#"  node [shape=plain, fontname=monospace, fontsize=10, fontcolor="{text}"];"#)?;
    writeln!(dot, r#"  edge [color="{edge}", arrowsize=0.7];"#)?;
    for (index, (scene_box, place)) in scene.boxes.iter().zip(&layout.places).enumerate() {
        write_node(dot, index, scene_box, &place.head, palette)?;
    }
    for (index, scene_box) in scene.boxes.iter().enumerate() {
        write_outside(dot, index, scene_box, palette)?;
        write_edges(dot, index, scene_box, palette)?;
    }
    if scene.left_out > 0 {
        writeln!(dot, r#"  left_out [shape=plaintext, label="{} not shown"];"#, Count(scene.left_out, "object"))?;
    }
    writeln!(dot, "}}")
}

/// A box as a table: the head, then a row with a port for each field.
fn write_node(
    dot: &mut String,
    index: usize,
    scene_box: &SceneBox<'_>,
    head: &[String],
    palette: &Palette,
) -> fmt::Result {
    let (fill, line) = palette.of(&scene_box.content);
    let style = if let Content::Fold { .. } = scene_box.content { r#" style="dashed""# } else { "" };
    write!(
        dot,
        r#"  n{index} [label=<<table border="1"{style} cellborder="0" cellspacing="0" cellpadding="4" bgcolor="{fill}" color="{line}">"#
    )?;
    write!(dot, r#"<tr><td port="head" align="left">"#)?;
    for (line, text) in head.iter().enumerate() {
        let text = Xml(text);
        if line == 0 { write!(dot, "<b>{text}</b>")? } else { write!(dot, r#"<br align="left"/>{text}"#)? }
    }
    write!(dot, r#"<br align="left"/></td></tr>"#)?;
    for (row, content) in scene_box.rows.iter().enumerate() {
        write!(dot, r#"<tr><td port="r{row}" align="left">{}</td></tr>"#, Xml(&content.text))?;
    }
    writeln!(dot, "</table>>];")
}

fn write_outside(dot: &mut String, index: usize, scene_box: &SceneBox<'_>, palette: &Palette) -> fmt::Result {
    let Content::Object(node) = scene_box.content else { return Ok(()) };
    if !node.is_root() {
        return Ok(());
    }
    let text = called_outside(node);
    let (fill, line) = palette.outside;
    writeln!(
        dot,
        r#"  o{index} [shape=box, style="rounded,filled", fillcolor="{fill}", color="{line}", label=<{}>];"#,
        Xml(&text)
    )?;
    writeln!(dot, r#"  o{index} -> n{index}:head [color="{line}"];"#)
}

fn write_edges(dot: &mut String, index: usize, scene_box: &SceneBox<'_>, palette: &Palette) -> fmt::Result {
    let is_garbage = scene_box.content.is_garbage();
    let garbage = if is_garbage { format!(r#"color="{}""#, palette.garbage.1) } else { String::new() };
    for (row, content) in scene_box.rows.iter().enumerate() {
        for link in &content.links {
            let weak = if link.weak { "style=dashed, constraint=false " } else { "" };
            writeln!(dot, "  n{index}:r{row} -> n{}:head [{weak}{garbage}];", link.to)?;
        }
    }
    Ok(())
}
