//! The text of a unit as it stands in its file, comments and all.

use proc_macro2::{Span, TokenStream, TokenTree};

/// Lines of a file.
pub(crate) struct Source {
    /// The number of the first, from 1.
    pub(crate) first_line: u32,
    pub(crate) text: String,
}

impl Source {
    /// The lines on which tokens stand, and the comment before them; none if their file cannot be read.
    pub(crate) fn of(tokens: &TokenStream) -> Option<Self> {
        let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let (first, last) = (trees.first()?.span(), end(trees.last()?));
        let file = std::fs::read_to_string(first.local_file()?).ok()?;
        let lines: Vec<&str> = file.lines().collect();
        let before = lines.get(..first.start().line.checked_sub(1)?)?;
        let comment = before.iter().rev().take_while(|line| line.trim_start().starts_with("//")).count();
        let start = before.len() - comment;
        let text = lines.get(start..last.end().line)?.join("\n");
        Some(Self { first_line: u32::try_from(start).ok()? + 1, text })
    }
}

fn end(tree: &TokenTree) -> Span {
    match tree {
        TokenTree::Group(group) => group.span_close(),
        _ => tree.span(),
    }
}
