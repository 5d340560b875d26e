//! Text that people read: every character of it is seen.

use std::fmt::{self, Write};

/// Shows a text with what cannot be seen, or would change how other text is seen, escaped: control
/// characters, line ends, marks of writing direction, characters without width.
pub(crate) struct Visible<'a>(pub(crate) &'a str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|char| write_visible(f, char))
    }
}

/// The same, of at most so many characters, ended by `…` if there are more.
pub(in crate::inspect) struct Shortened<'a>(pub(in crate::inspect) &'a str, pub(in crate::inspect) usize);

impl fmt::Display for Shortened<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text, limit) = *self;
        match text.char_indices().nth(limit) {
            None => Visible(text).fmt(f),
            Some(_) => {
                let end = text.char_indices().nth(limit.saturating_sub(1)).map_or(0, |(end, _)| end);
                write!(f, "{}…", Visible(&text[..end]))
            }
        }
    }
}

fn write_visible(f: &mut fmt::Formatter<'_>, char: char) -> fmt::Result {
    match char {
        // `escape_debug` escapes these, too, but they are seen.
        '"' | '\'' | '\\' => f.write_char(char),
        // Vowel signs among them, which `escape_debug` takes for marks without a letter.
        _ if char.is_alphanumeric() => f.write_char(char),
        _ => char.escape_debug().try_for_each(|char| f.write_char(char)),
    }
}
