//! Where the boxes of a picture stand: handles outside on the left, objects in columns by their distance from them.
//!
//! Boxes stand in the order in which they were found, so that two pictures of similar graphs are similar. All numbers are
//! whole, so that they are the same everywhere.

use std::collections::VecDeque;

use super::scene::{Content, Scene, SceneBox};
use crate::inspect::writing::visible::Shortened;

/// So many characters of a text are drawn.
pub(in crate::inspect) const SHOWN: usize = 36;

/// Heights and distances, in pixels.
pub(in crate::inspect) const LINE: i32 = 18;
pub(in crate::inspect) const PADDING: i32 = 8;
const MARGIN: i32 = 20;
const BETWEEN_COLUMNS: i32 = 90;
const BETWEEN_BOXES: i32 = 18;
/// The width of the column of the handles outside.
const OUTSIDE_WIDTH: i32 = 110;
const SMALLEST_WIDTH: i32 = 90;
/// So many boxes of a column stand without gaps.
const MANY: usize = 8;
/// The height of a column that is not divided.
const HIGHEST: i32 = 1000;

/// Where everything is.
pub(in crate::inspect) struct Layout {
    pub(in crate::inspect) places: Vec<PlacedBox>,
    pub(in crate::inspect) width: i32,
    pub(in crate::inspect) height: i32,
}

/// Where a box is.
#[derive(Clone)]
pub(in crate::inspect) struct PlacedBox {
    pub(in crate::inspect) x: i32,
    pub(in crate::inspect) y: i32,
    pub(in crate::inspect) width: i32,
    pub(in crate::inspect) height: i32,
    /// The lines above the rows.
    pub(in crate::inspect) head: Vec<String>,
    pub(in crate::inspect) column: usize,
}

impl PlacedBox {
    /// The middle of the first line.
    pub(in crate::inspect) fn head_y(&self) -> i32 {
        self.y + PADDING + LINE / 2
    }

    /// The middle of a row.
    pub(in crate::inspect) fn row_y(&self, row: usize) -> i32 {
        self.y + 2 * PADDING + LINE * (self.head.len() + row) as i32 + LINE / 2
    }
}

impl Layout {
    pub(in crate::inspect) fn of(scene: &Scene<'_>) -> Self {
        let columns = columns(scene);
        let mut places: Vec<PlacedBox> = scene.boxes.iter().map(measure).collect();
        let mut x = MARGIN;
        let mut height = 0;
        let columns = columns.iter().flat_map(|column| parts(&places, column)).collect::<Vec<_>>();
        for (number, column) in columns.iter().enumerate() {
            if number == 0 || column.iter().any(|found| is_root(&scene.boxes[found.index])) {
                x += OUTSIDE_WIDTH + BETWEEN_COLUMNS / 2;
            }
            height = height.max(stack(&mut places, column, x, number));
            x += column.iter().map(|found| places[found.index].width).max().unwrap_or(0) + BETWEEN_COLUMNS;
        }
        Self { places, width: x - BETWEEN_COLUMNS / 2 + MARGIN, height: (height + MARGIN).max(4 * MARGIN) }
    }

    /// The left end of the notes.
    pub(in crate::inspect) fn notes_x() -> i32 {
        MARGIN
    }

    /// The left end of the handles outside to a box.
    pub(in crate::inspect) fn outside_x(to: &PlacedBox) -> i32 {
        to.x - BETWEEN_COLUMNS / 2 - OUTSIDE_WIDTH
    }

    pub(in crate::inspect) fn outside_width() -> i32 {
        OUTSIDE_WIDTH
    }
}

/// Whether an object is held from outside.
fn is_root(scene_box: &SceneBox<'_>) -> bool {
    matches!(scene_box.content, Content::Object(node) if node.is_root())
}

/// A column in as many parts as are needed for none to be higher than a screen or two: they stand beside each other.
fn parts(places: &[PlacedBox], column: &[Reached]) -> Vec<Vec<Reached>> {
    let mut parts: Vec<Vec<Reached>> = Vec::new();
    let mut height = HIGHEST;
    for found in column {
        let own = places[found.index].height + BETWEEN_BOXES;
        if height + own > HIGHEST {
            parts.push(Vec::new());
            height = 0;
        }
        height += own;
        parts.last_mut().into_iter().for_each(|part| part.push(*found));
    }
    parts
}

/// A box, and the row of another box from which it was found first.
#[derive(Clone, Copy)]
struct Reached {
    index: usize,
    from: Option<(usize, usize)>,
}

/// The boxes by their distance from the roots, each column in the order in which they are found. What no root reaches
/// begins in the first column.
fn columns(scene: &Scene<'_>) -> Vec<Vec<Reached>> {
    let mut columns: Vec<Vec<Reached>> = Vec::new();
    let mut seen = vec![false; scene.boxes.len()];
    let mut queue = VecDeque::new();
    for start in (0..scene.boxes.len()).filter(|&index| is_root(&scene.boxes[index])) {
        seen[start] = true;
        queue.push_back((Reached { index: start, from: None }, 0));
    }
    let mut others = 0..scene.boxes.len();
    loop {
        while let Some((found, column)) = queue.pop_front() {
            for (row, links) in scene.boxes[found.index].rows.iter().enumerate() {
                for link in links.links.iter().filter(|link| !link.weak) {
                    if !std::mem::replace(&mut seen[link.to], true) {
                        let next = Reached { index: link.to, from: Some((found.index, row)) };
                        queue.push_back((next, column + 1));
                    }
                }
            }
            if columns.len() == column {
                columns.push(Vec::new());
            }
            columns[column].push(found);
        }
        match others.find(|&index| !seen[index]) {
            Some(index) => {
                seen[index] = true;
                queue.push_back((Reached { index, from: None }, 0));
            }
            None => return columns,
        }
    }
}

/// The lines and the size of a box.
fn measure(scene_box: &SceneBox<'_>) -> PlacedBox {
    let head = match &scene_box.content {
        Content::Object(node) => {
            let mut head = vec![format!("{} #{}", Shortened(node.type_name(), SHOWN), node.number())];
            head.extend(node.repr().map(|repr| Shortened(repr, SHOWN).to_string()));
            head.push(if node.is_immortal() { "immortal".into() } else { format!("refcount {}", node.refcount()) });
            head
        }
        Content::Fold { type_name, objects, bytes, .. } => {
            let name = type_name.map_or("others".into(), |name| Shortened(name, SHOWN).to_string());
            vec![format!("+{objects} more {name}"), format!("{bytes} bytes")]
        }
    };
    let rows = &scene_box.rows;
    let rows_height = if rows.is_empty() { 0 } else { PADDING + LINE * rows.len() as i32 };
    let lines = head.iter().chain(rows.iter().map(|row| &row.text));
    let widest = lines.map(|line| width_of(line)).max().unwrap_or(0);
    PlacedBox {
        x: 0,
        y: 0,
        width: (widest + 2 * PADDING).max(SMALLEST_WIDTH),
        height: 2 * PADDING + LINE * head.len() as i32 + rows_height,
        head,
        column: 0,
    }
}

/// The width of a text in a font of fixed width of 12 pixels, in which some characters take two places.
pub(in crate::inspect) fn width_of(text: &str) -> i32 {
    let places = |char: char| if char >= '\u{1100}' { 2 } else { 1 };
    text.chars().map(places).sum::<i32>() * 29 / 4
}

/// Puts the boxes of a column below each other, each as high as the handle to it starts, if there is room. Returns
/// the lower end.
fn stack(places: &mut [PlacedBox], column: &[Reached], x: i32, number: usize) -> i32 {
    let mut free = MARGIN;
    for found in column {
        let wanted = found.from.map_or(free, |(from, row)| places[from].row_y(row) - PADDING - LINE / 2);
        let place = &mut places[found.index];
        // As the first part of a long column begins, so do the others.
        let wanted = if column.len() > MANY { free } else { wanted };
        (place.x, place.y, place.column) = (x, wanted.max(free), number);
        free = place.y + place.height + BETWEEN_BOXES;
    }
    free - BETWEEN_BOXES
}
