//! Data for the script of the page.

use std::fmt::{self, Write};

use crate::inspect::writing::escape::Json;

/// So many characters of a text are shown.
const LONGEST: usize = 300;

/// A text that the page shows on one line.
pub(super) fn shown_text(text: &str) -> String {
    Json(&text.chars().take(LONGEST).map(|char| if char == '\n' { '⏎' } else { seen(char) }).collect::<String>())
        .to_string()
}

/// Lines of a source, all of them.
pub(super) fn shown_lines(text: &str) -> String {
    Json(&text.chars().map(seen).collect::<String>()).to_string()
}

/// A character, or a dot for what would change the direction of other text, or has no width.
fn seen(char: char) -> char {
    match char {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}' => '·',
        char => char,
    }
}

/// `,"name":[…]`
pub(super) fn write_list<T>(
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
