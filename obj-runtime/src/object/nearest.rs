//! The name that was probably meant, by the rule of CPython's tracebacks.
//!
//! To add or to remove a letter costs 2, and so does another letter in its place; another case costs 1. A name is near if that is
//! at most a sixth of all letters of both, and three.

/// What one letter costs.
const LETTER: usize = 2;
/// Longer names have none near.
const LONGEST: usize = 40;
/// Nor are there any among more names than these.
const MOST_NAMES: usize = 750;

/// The name among those that are there that was probably meant; of several the first in alphabetical order.
pub(crate) fn nearest(written: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let mut names: Vec<_> = names.filter(|name| *name != written).collect();
    if names.len() >= MOST_NAMES {
        return None;
    }
    names.sort_unstable();
    let costs = names.into_iter().map(|name| (cost(written, name), name));
    let near = costs.filter(|(cost, name)| *cost <= (written.len() + name.len() + 3) * LETTER / 6);
    near.min_by_key(|(cost, _)| *cost).map(|(_, name)| name)
}

/// What it costs to make one name of another.
fn cost(one: &str, other: &str) -> usize {
    if one.len().max(other.len()) > LONGEST {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=other.len()).map(|length| length * LETTER).collect();
    for (at, letter) in one.bytes().enumerate() {
        let mut before = std::mem::replace(&mut row[0], (at + 1) * LETTER);
        for (column, wanted) in other.bytes().enumerate() {
            let added_or_removed = row[column].min(row[column + 1]) + LETTER;
            let replaced = before + replacement(letter, wanted);
            before = std::mem::replace(&mut row[column + 1], replaced.min(added_or_removed));
        }
    }
    row[other.len()]
}

fn replacement(letter: u8, wanted: u8) -> usize {
    match letter {
        _ if letter == wanted => 0,
        _ if letter.eq_ignore_ascii_case(&wanted) => 1,
        _ => LETTER,
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    /// What CPython 3.11 says.
    #[test]
    fn a_name_is_near_as_in_python() {
        let names = ["name", "next", "kids", "size"];
        let told = |written| nearest(written, names.into_iter());
        assert_eq!(
            (told("nam"), told("Name"), told("nexts"), told("kid")),
            (Some("name"), Some("name"), Some("next"), Some("kids"))
        );
        assert_eq!((told("nmae"), told("text"), told("xyz"), told("")), (None, Some("next"), None, None));
        assert_eq!((told("sise"), told("naem"), told("name_")), (Some("size"), None, Some("name")));
    }
}
