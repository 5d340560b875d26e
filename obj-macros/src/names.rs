//! Names: those of the user as text, and those that generated code uses.

use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::ext::IdentExt;

/// The name as the user reads it: `r#type` is `type`.
pub(crate) fn text_of(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Whether generated code uses such names for itself.
pub(crate) fn is_ours(ident: &Ident) -> bool {
    let text = text_of(ident);
    text.starts_with("__obj") || text.starts_with("__Obj")
}

/// The name of the `index`th part of a value, in generated code.
pub(crate) fn part(index: usize) -> Ident {
    format_ident!("__obj_{index}")
}

/// The user's name at its place, as generated code speaks of it: lints on names the user wrote (a
/// deprecated field, say) are for the user's code and not for ours.
pub(crate) fn without_lints(ident: &Ident) -> Ident {
    let mut ours = ident.clone();
    ours.set_span(Span::call_site().located_at(ident.span()));
    ours
}

/// The word among `known` that was probably meant by `written`.
pub(crate) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (written.chars().count() / 3).clamp(1, 2);
    known
        .into_iter()
        .map(|word| (distance(written, word), word))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// How many letters must be added, removed, replaced or swapped with their neighbour.
fn distance(one: &str, two: &str) -> usize {
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let mut table = vec![vec![0; two.len() + 1]; one.len() + 1];
    for row in 0..=one.len() {
        for column in 0..=two.len() {
            table[row][column] = if row == 0 || column == 0 {
                row + column
            } else {
                let differs = usize::from(one[row - 1] != two[column - 1]);
                let swapped =
                    row > 1 && column > 1 && one[row - 1] == two[column - 2] && one[row - 2] == two[column - 1];
                let edit = (table[row - 1][column] + 1)
                    .min(table[row][column - 1] + 1)
                    .min(table[row - 1][column - 1] + differs);
                if swapped { edit.min(table[row - 2][column - 2] + 1) } else { edit }
            };
        }
    }
    table[one.len()][two.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_edits() {
        assert_eq!(distance("", "skip"), 4);
        assert_eq!(distance("intern", "intern"), 0);
        assert_eq!(distance("intren", "intern"), 1);
        assert_eq!(distance("interned", "intern"), 2);
        assert_eq!(distance("cash", "cache"), 2);
    }

    #[test]
    fn only_near_words_are_suggested() {
        let known = ["cache", "intern", "frozen", "name", "skip"];
        assert_eq!(nearest("intren", known), Some("intern"));
        assert_eq!(nearest("interned", known), Some("intern"));
        assert_eq!(nearest("skp", known), Some("skip"));
        assert_eq!(nearest("tag", known), None);
        assert_eq!(nearest("default", known), None);
    }

    #[test]
    fn raw_names_are_read_without_their_mark() {
        assert_eq!(text_of(&format_ident!("r#type")), "type");
        assert_eq!(text_of(&format_ident!("size")), "size");
    }
}
