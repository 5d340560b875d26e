//! Texts cut into words, parts and lines: `split`, `rsplit`, `splitlines`.

use crate::values::text::string_operations::is_space;

/// `text.split()`
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_space).filter(|word| !word.is_empty())
}

/// `text.split(None, most)`: the last piece is the rest.
pub(super) fn first_words(text: &str, most: usize) -> Vec<&str> {
    let (mut words, mut rest) = (Vec::new(), text.trim_start_matches(is_space));
    while !rest.is_empty() {
        let end = if words.len() == most { rest.len() } else { rest.find(is_space).unwrap_or(rest.len()) };
        words.push(&rest[..end]);
        rest = rest[end..].trim_start_matches(is_space);
    }
    words
}

/// `text.rsplit(None, most)`: the first piece is the rest.
pub(super) fn last_words(text: &str, most: usize) -> Vec<&str> {
    let (mut words, mut rest) = (Vec::new(), text.trim_end_matches(is_space));
    while !rest.is_empty() {
        let space = if words.len() == most { None } else { rest.char_indices().rfind(|(_, letter)| is_space(*letter)) };
        let start = space.map_or(0, |(at, letter)| at + letter.len_utf8());
        words.push(&rest[start..]);
        rest = rest[..start].trim_end_matches(is_space);
    }
    words.reverse();
    words
}

/// `text.splitlines()`, `text.splitlines(True)`
pub(super) fn lines(text: &str, with_ends: bool) -> Vec<&str> {
    let (mut lines, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let end = rest.find(ends_line).unwrap_or(rest.len());
        let mark = match &rest[end..] {
            behind if behind.starts_with("\r\n") => 2,
            behind => behind.chars().next().map_or(0, char::len_utf8),
        };
        lines.push(&rest[..if with_ends { end + mark } else { end }]);
        rest = &rest[end + mark..];
    }
    lines
}

fn ends_line(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
